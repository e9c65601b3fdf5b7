package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoftmaxTest {

  @Test
  void expIsRightToTheLastDigits() {
    int count = 200_000;
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = 3f - 87f * i / count;
    }
    float[] given = x.clone();
    double sum = Softmax.expOfDifference(x, 3f, count);
    double expectedSum = 0;
    double worst = 0;
    for (int i = 0; i < count; i++) {
      double expected = Math.exp((double) (given[i] - 3f));
      expectedSum += expected;
      worst = Math.max(worst, Math.abs(x[i] / expected - 1));
    }
    assertThat(worst).isLessThan(3e-7);
    assertThat(Math.abs(sum / expectedSum - 1)).isLessThan(1e-7);
  }

  @Test
  void whatIsFarBelowVanishesAndWhatIsNoNumberShows() {
    float[] x = {0f, -90f, -1e30f, Float.NEGATIVE_INFINITY, Float.NaN};
    Softmax.expOfDifference(x, 0f, 5);
    assertThat(x[0]).isEqualTo(1f);
    assertThat(x[1]).isBetween(0f, 2e-38f);
    assertThat(x[2]).isBetween(0f, 2e-38f);
    assertThat(x[3]).isBetween(0f, 2e-38f);
    assertThat(x[4]).isNaN();
  }

  @Test
  void maxSumAndScaleAreThoseOfTheFirstFloats() {
    float[] x = {1f, -2f, 5f, 100f};
    assertThat(Softmax.max(x, 3)).isEqualTo(5f);
    assertThat(Softmax.sum(x, 3)).isEqualTo(4.0);
    Softmax.scale(x, 2f, 1f, 3);
    Softmax.plus(x, new float[] {1, 1, 1}, 3);
    assertThat(x).containsExactly(2f, -4f, 10f, 100f);
  }
}
