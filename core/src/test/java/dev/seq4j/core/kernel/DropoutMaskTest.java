package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutMaskTest {

  private static float[] factors(double rate, long seed, long row, int length) {
    float[] x = new float[length];
    new DropoutMask(rate).fill(seed, row, x, 0, length);
    return x;
  }

  @Test
  void dropsAtItsRateAndKeepsTheMean() {
    for (double rate : new double[] {0.1, 0.5, 0.9}) {
      int dropped = 0;
      double sum = 0;
      int rows = 500;
      int length = 400;
      for (int row = 0; row < rows; row++) {
        for (float factor : factors(rate, 7, row, length)) {
          dropped += factor == 0 ? 1 : 0;
          sum += factor;
          assertThat(factor == 0 || Math.abs(factor - 1 / (1 - rate)) < 1e-3).isTrue();
        }
      }
      int draws = rows * length;
      double deviation = Math.sqrt(rate * (1 - rate) / draws);
      assertThat((double) dropped / draws).isCloseTo(rate, within(4 * deviation));
      assertThat(sum / draws).isCloseTo(1, within(4 * deviation / (1 - rate)));
    }
  }

  @Test
  void neighboursAreIndependent() {
    int both = 0;
    int draws = 0;
    for (int row = 0; row < 1000; row++) {
      float[] here = factors(0.5, 1, row, 100);
      float[] below = factors(0.5, 1, row + 1, 100);
      float[] later = factors(0.5, 2, row, 100);
      for (int i = 1; i < 100; i++) {
        both += here[i] == 0 && here[i - 1] == 0 ? 1 : 0;
        both += here[i] == 0 && below[i] == 0 ? 1 : 0;
        both += here[i] == 0 && later[i] == 0 ? 1 : 0;
        draws += 3;
      }
    }
    assertThat((double) both / draws).isCloseTo(0.25, within(0.004));
  }

  @Test
  void isAFunctionOfSeedAndPlace() {
    assertThat(factors(0.5, 3, 5, 50)).isEqualTo(factors(0.5, 3, 5, 50));
    assertThat(factors(0.5, 3, 5, 50)).isNotEqualTo(factors(0.5, 4, 5, 50));
    assertThat(factors(0.5, 3, 5, 50)).isNotEqualTo(factors(0.5, 3, 6, 50));
    assertThat(Arrays.copyOf(factors(0.5, 3, 5, 50), 20)).isEqualTo(factors(0.5, 3, 5, 20));
  }

  @Test
  void writesOnlyItsRow() {
    float[] x = {7f, 7f, 7f, 7f, 7f, 7f, 7f, 7f};
    new DropoutMask(0.5).fill(1, 1, x, 1, 6);
    assertThat(Arrays.copyOfRange(x, 1, 7)).isEqualTo(factors(0.5, 1, 1, 6));
    assertThat(new float[] {x[0], x[7]}).containsOnly(7f);
    assertThat(factors(0, 1, 1, 9)).containsOnly(1f);
    assertThat(new DropoutMask(0).isActive()).isFalse();
    assertThat(new DropoutMask(0.1).isActive()).isTrue();
  }

  @Test
  void multipliesByTheSameFactors() {
    float[] x = {3f, 3f, 3f, 3f, 3f, 3f, 3f, 3f};
    new DropoutMask(0.5).apply(4, 2, x, 1, 6);
    float[] factors = factors(0.5, 4, 2, 6);
    for (int i = 0; i < 6; i++) {
      assertThat(x[1 + i]).isEqualTo(3f * factors[i]);
    }
    assertThat(new float[] {x[0], x[7]}).containsOnly(3f);
    float[] untouched = {2f, 3f};
    new DropoutMask(0).apply(1, 1, untouched, 0, 2);
    assertThat(untouched).containsExactly(2f, 3f);
  }

  @Test
  void refusesARateThatIsNone() {
    for (double rate : new double[] {-0.1, 1, Double.NaN}) {
      assertThatThrownBy(() -> new DropoutMask(rate))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("dropout = " + rate + ": must be in [0, 1)");
    }
  }
}
