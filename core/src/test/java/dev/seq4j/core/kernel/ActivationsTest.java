package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ActivationsTest {

  private static final int STEPS = 400_000;
  private static final float RANGE = 20f;

  @Test
  void tanhIsCloseEverywhereAndNeverBeyondOne() {
    float[] x = grid();
    Activations.tanh(x, x.length);
    assertClose(x, Math::tanh, 4e-7);
    for (float value : x) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo(1f);
    }
  }

  @Test
  void tanhOfSmallValuesHasASmallRelativeError() {
    for (float value = 1e-30f; value < 1f; value *= 1.7f) {
      float[] x = {value, -value};
      Activations.tanh(x, 2);
      assertThat(Math.abs(x[0] / Math.tanh(value) - 1)).as("tanh(%s)", value).isLessThan(4e-7);
      assertThat(x[1]).isEqualTo(-x[0]);
    }
  }

  @Test
  void sigmoidIsCloseEverywhereAndNeverBeyondZeroAndOne() {
    float[] x = grid();
    Activations.sigmoid(x, x.length);
    assertClose(x, v -> 1 / (1 + Math.exp(-v)), 2e-7);
    for (float value : x) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void extremesSaturateAndNotANumberStays() {
    float[] x = {
      Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -Float.MAX_VALUE, Float.NaN
    };
    float[] tanh = x.clone();
    Activations.tanh(tanh, tanh.length);
    assertThat(tanh[0]).isCloseTo(1f, offset(4e-7f));
    assertThat(tanh[2]).isEqualTo(tanh[0]);
    assertThat(tanh[1]).isEqualTo(-tanh[0]);
    assertThat(tanh[3]).isEqualTo(-tanh[0]);
    assertThat(tanh[4]).isNaN();
    float[] sigmoid = x.clone();
    Activations.sigmoid(sigmoid, sigmoid.length);
    assertThat(sigmoid[0]).isCloseTo(1f, offset(2e-7f));
    assertThat(sigmoid[1]).isCloseTo(0f, offset(2e-7f));
    assertThat(sigmoid[4]).isNaN();
  }

  @Test
  void reluCutsBelowZero() {
    float[] x = {-2f, -0f, 0f, 3f, Float.NEGATIVE_INFINITY};
    Activations.relu(x, x.length);
    assertThat(x).containsExactly(0f, 0f, 0f, 3f, 0f);
  }

  @Test
  void geluIsTheExactOne() {
    float[] x = grid();
    Activations.gelu(x, x.length);
    assertClose(x, v -> v * StandardNormal.distribution(v), 1.5e-6);
    float[] known = {0f, 1f, -1f, 3f, -3f, 0.01f}; // what PyTorch's GELU gives
    Activations.gelu(known, known.length);
    assertThat(known)
        .containsExactly(
            new float[] {0f, 0.841345f, -0.158655f, 2.99595f, -0.00404951f, 0.00503989f},
            offset(1.5e-6f));
  }

  @Test
  void geluOfLargeValuesIsTheValueOrZero() {
    float[] x = {5.8f, -5.8f, 1e6f, -1e6f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.NaN};
    Activations.gelu(x, x.length);
    assertThat(x).startsWith(5.8f, -0f, 1e6f, -0f, Float.MAX_VALUE, -0f);
    assertThat(x[6]).isNaN();
  }

  @Test
  void geluDerivativeIsClose() {
    float[] x = grid();
    Activations.geluDerivative(x, x.length);
    assertClose(x, v -> StandardNormal.distribution(v) + v * StandardNormal.density(v), 5e-7);
    float[] notANumber = {Float.NaN};
    Activations.geluDerivative(notANumber, 1);
    assertThat(notANumber[0]).isNaN();
  }

  @Test
  void reluDerivativeIsZeroOrOne() {
    float[] x = {-2f, -0f, 0f, Float.MIN_NORMAL, 3f, Float.MAX_VALUE, -Float.MAX_VALUE};
    Activations.reluDerivative(x, x.length);
    assertThat(x).containsExactly(0f, 0f, 0f, 1f, 1f, 1f, 0f);
  }

  @Test
  void onlyTheFirstValuesAreTouched() {
    float[] tanh = {1f, 1f, 1f};
    float[] sigmoid = {1f, 1f, 1f};
    float[] relu = {-1f, -1f, -1f};
    Activations.tanh(tanh, 2);
    Activations.sigmoid(sigmoid, 2);
    Activations.relu(relu, 2);
    assertThat(tanh[1]).isNotEqualTo(1f);
    assertThat(tanh[2]).isEqualTo(1f);
    assertThat(sigmoid[2]).isEqualTo(1f);
    assertThat(relu).containsExactly(0f, 0f, -1f);
  }

  private static float[] grid() {
    float[] x = new float[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      x[i] = input(i);
    }
    return x;
  }

  private static float input(int i) {
    return RANGE * (2f * i / STEPS - 1f);
  }

  private static void assertClose(float[] actual, DoubleUnaryOperator exact, double tolerance) {
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      worst = Math.max(worst, Math.abs(actual[i] - exact.applyAsDouble(input(i))));
    }
    assertThat(worst).isLessThan(tolerance);
  }
}
