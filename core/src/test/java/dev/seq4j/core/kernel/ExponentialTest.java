package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExponentialTest {

  @Test
  void isExactToSevenDigits() {
    float[] x = new float[100_001];
    for (int i = 0; i < x.length; i++) {
      x[i] = -87f * i / (x.length - 1);
    }
    float[] y = x.clone();
    new Exponential().apply(y, y.length);
    double worst = 0;
    for (int i = 0; i < x.length; i++) {
      worst = Math.max(worst, Math.abs(y[i] / Math.exp(x[i]) - 1));
    }
    assertThat(worst).isLessThan(2e-7);
    assertThat(y[0]).isEqualTo(1f);
  }

  @Test
  void leavesWhatFollowsAndGoesBelowItsRange() {
    float[] x = {-1000, Float.NEGATIVE_INFINITY, Float.NaN, 5, 3};
    new Exponential().apply(x, 4);
    assertThat(x[0]).isBetween(0f, 1e-37f);
    assertThat(x[1]).isBetween(0f, 1e-37f);
    assertThat(x[2]).isNaN();
    assertThat(x[3] / Math.exp(5)).isBetween(1 - 1e-6, 1 + 1e-6);
    assertThat(x[4]).isEqualTo(3);
  }
}
