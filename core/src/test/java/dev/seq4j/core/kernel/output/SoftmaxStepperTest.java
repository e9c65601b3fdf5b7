package dev.seq4j.core.kernel.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.Randoms;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxStepperTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void probabilitiesAreThoseOfTheEquation(int batch) {
    int in = 7;
    int classes = 11;
    Random random = new Random(1);
    double[][] w = Randoms.matrix(random, classes, in);
    double[][] b = Randoms.matrix(random, 1, classes);
    double[][] x = Randoms.matrix(random, batch, in);
    float[] p = new float[batch * classes];
    try (NativeArray weights = NativeArray.of(w);
        NativeArray bias = NativeArray.of(b)) {
      for (boolean biased : new boolean[] {true, false}) {
        try (SoftmaxStepper stepper =
            new SoftmaxStepper(
                weights.floats(), biased ? bias.floats() : null, in, classes, batch)) {
          stepper.step(flat(x), p);
        }
        for (int row = 0; row < batch; row++) {
          double[] exp = new double[classes];
          double sum = 0;
          for (int k = 0; k < classes; k++) {
            double logit = biased ? b[0][k] : 0;
            for (int d = 0; d < in; d++) {
              logit += w[k][d] * x[row][d];
            }
            exp[k] = Math.exp(logit);
            sum += exp[k];
          }
          for (int k = 0; k < classes; k++) {
            assertThat((double) p[row * classes + k]).isCloseTo(exp[k] / sum, within(1e-6));
          }
        }
      }
    }
  }

  private static float[] flat(double[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
    }
    return flat;
  }

  @Test
  void keepsItsOwnWeights() {
    float[] before = new float[2];
    float[] after = new float[2];
    try (NativeArray weights = NativeArray.of(new double[][] {{1, 2}});
        SoftmaxStepper stepper = new SoftmaxStepper(weights.floats(), null, 1, 2, 1)) {
      stepper.step(new float[] {1}, before);
      weights.put(0, 100);
      stepper.step(new float[] {1}, after);
    }
    assertThat(after).isEqualTo(before);
  }

  @Test
  void refusesWrongSizesAndUseAfterClose() {
    try (NativeArray weights = new NativeArray(6)) {
      assertThatThrownBy(() -> new SoftmaxStepper(weights.floats(), null, 2, 4, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("weights = [0, 8): must lie in [0, 6)");
      assertThatThrownBy(() -> new SoftmaxStepper(weights.floats(), null, 2, 3, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("batch = 2, 3, 0: must be at least 1");
      SoftmaxStepper stepper = new SoftmaxStepper(weights.floats(), null, 2, 3, 2);
      assertThatThrownBy(() -> stepper.step(new float[2], new float[6]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("input of 2 floats: must have 2 x 2");
      assertThatThrownBy(() -> stepper.step(new float[4], new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("probabilities of 3 floats: must have 2 x 3");
      stepper.close();
      stepper.close();
      assertThatThrownBy(() -> stepper.step(new float[4], new float[6]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("stepper: is closed");
    }
  }
}
