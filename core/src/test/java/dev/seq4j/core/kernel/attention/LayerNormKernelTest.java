package dev.seq4j.core.kernel.attention;

import static dev.seq4j.core.kernel.PositionwiseCase.mask;
import static dev.seq4j.core.kernel.PositionwiseCase.random;
import static dev.seq4j.core.kernel.PositionwiseCase.read;
import static dev.seq4j.core.kernel.PositionwiseCase.requireClose;
import static dev.seq4j.core.kernel.PositionwiseCase.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerNormKernelTest {

  private static final double EPSILON = 1e-5;
  private static final double TOLERANCE = 1e-5;

  /** Plain loops over one step. */
  private static final class Reference {

    final double[] gain;
    final double[] bias;
    final double[] gainGradient;
    final double[] biasGradient;

    Reference(double[] gain, double[] bias) {
      this.gain = gain;
      this.bias = bias;
      gainGradient = new double[gain.length];
      biasGradient = new double[gain.length];
    }

    double deviation(double[] normalized, double[] x) {
      double mean = 0;
      for (double value : x) {
        mean += value / x.length;
      }
      double variance = 0;
      for (double value : x) {
        variance += (value - mean) * (value - mean) / x.length;
      }
      double deviation = Math.sqrt(variance + EPSILON);
      for (int i = 0; i < x.length; i++) {
        normalized[i] = (x[i] - mean) / deviation;
      }
      return deviation;
    }

    double[] forward(double[] x) {
      double[] y = new double[x.length];
      deviation(y, x);
      for (int i = 0; i < x.length; i++) {
        y[i] = gain[i] * y[i] + bias[i];
      }
      return y;
    }

    /** By the Jacobian: d n_j / d x_i = (delta_ij - 1/F - n_i n_j / F) / deviation. */
    double[] backward(double[] x, double[] dy) {
      double[] n = new double[x.length];
      double deviation = deviation(n, x);
      double[] dx = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        gainGradient[j] += dy[j] * n[j];
        biasGradient[j] += dy[j];
        for (int i = 0; i < x.length; i++) {
          double jacobian = (i == j ? 1 : 0) - (1 + n[i] * n[j]) / x.length;
          dx[i] += dy[j] * gain[j] * jacobian / deviation;
        }
      }
      return dx;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1,0,0,1",
    "3,4,5,0,1,1",
    "3,4,5,1,2,2",
    "4,6,33,2,0,2",
    "9,70,96,0,0,3",
    "9,70,96,2,2,3"
  })
  void equalsPlainLoops(int batch, int time, int features, int layout, int other, int threads) {
    Random random = new Random(31L * batch + features);
    float[] mask = mask(random, batch, time);
    LiveSteps live = LiveSteps.mask(batch, time, mask);
    int size = batch * features * time;
    try (NativeArray gain = random(random, features);
        NativeArray bias = random(random, features);
        NativeArray input = random(random, size);
        NativeArray output = new NativeArray(size);
        NativeArray outputGradient = random(random, size);
        NativeArray inputGradient = new NativeArray(size);
        NativeArray gainGradient = new NativeArray(features);
        NativeArray biasGradient = new NativeArray(features);
        LayerNormKernel kernel = new LayerNormKernel(features, EPSILON, new Shards(threads))) {
      SequenceView x = view(layout, input, batch, features, time);
      SequenceView y = view(other, output, batch, features, time);
      SequenceView dy = view(layout, outputGradient, batch, features, time);
      SequenceView dx = view(other, inputGradient, batch, features, time);
      kernel.forward(gain.floats(), bias.floats(), x, live, y);
      kernel.backward(
          gain.floats(), bias.floats(), dy, gainGradient.floats(), biasGradient.floats(), dx);

      Reference reference = new Reference(vector(gain, features), vector(bias, features));
      for (int row = 0; row < batch; row++) {
        for (int t = 0; t < time; t++) {
          boolean there = mask[row * time + t] == 1;
          double[] in = read(input, x, row, features, t);
          double[] gradient = read(outputGradient, dy, row, features, t);
          double[] zeros = new double[features];
          requireClose(
              "output",
              read(output, y, row, features, t),
              there ? reference.forward(in) : zeros,
              TOLERANCE);
          requireClose(
              "input gradient",
              read(inputGradient, dx, row, features, t),
              there ? reference.backward(in, gradient) : zeros,
              1e-4);
        }
      }
      requireClose("gain gradient", gainGradient, reference.gainGradient, TOLERANCE);
      requireClose("bias gradient", biasGradient, reference.biasGradient, TOLERANCE);
      assertThat(output.canaries() + inputGradient.canaries()).as("written outside").isZero();
    }
  }

  private static double[] vector(NativeArray array, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = array.get(i);
    }
    return values;
  }

  @Test
  void aLargeMeanCostsNoPrecision() {
    int features = 64;
    try (NativeArray ones = new NativeArray(features);
        NativeArray zeros = new NativeArray(features);
        NativeArray input = random(new Random(1), features);
        NativeArray shifted = new NativeArray(features);
        NativeArray output = new NativeArray(features);
        NativeArray expected = new NativeArray(features);
        LayerNormKernel kernel = new LayerNormKernel(features, EPSILON)) {
      for (int i = 0; i < features; i++) {
        ones.put(i, 1);
        zeros.put(i, 0);
        input.put(i, Math.rint(1024 * input.get(i)) / 1024); // so that the sum is exact
        shifted.put(i, input.get(i) + 4096);
      }
      LiveSteps live = LiveSteps.all(1, 1);
      kernel.forward(
          ones.floats(),
          zeros.floats(),
          view(0, input, 1, features, 1),
          live,
          view(0, expected, 1, features, 1));
      kernel.forward(
          ones.floats(),
          zeros.floats(),
          view(0, shifted, 1, features, 1),
          live,
          view(0, output, 1, features, 1));
      requireClose("output", output, vector(expected, features), 2e-3);
    }
  }

  @Test
  void mayWriteWhereItReads() {
    int features = 20;
    int size = 5 * features * 3;
    try (NativeArray gain = random(new Random(1), features);
        NativeArray bias = random(new Random(2), features);
        NativeArray input = random(new Random(3), size);
        NativeArray output = new NativeArray(size);
        LayerNormKernel kernel = new LayerNormKernel(features, EPSILON, new Shards(2))) {
      SequenceView x = view(0, input, 5, features, 3);
      LiveSteps live = LiveSteps.lengths(3, 3, 1, 2, 0, 3);
      kernel.forward(gain.floats(), bias.floats(), x, live, view(0, output, 5, features, 3));
      kernel.forward(gain.floats(), bias.floats(), x, live, x);
      requireClose("output", input, vector(output, size), 1e-9);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (NativeArray four = random(new Random(1), 4);
        NativeArray three = random(new Random(2), 3);
        NativeArray output = new NativeArray(8);
        LayerNormKernel kernel = new LayerNormKernel(4, EPSILON)) {
      LiveSteps live = LiveSteps.all(2, 1);
      SequenceView y = view(0, output, 2, 4, 1);
      assertThatThrownBy(() -> kernel.forward(three.floats(), four.floats(), y, live, y))
          .hasMessageContaining("gain");
      assertThatThrownBy(
              () -> kernel.forward(four.floats(), four.floats(), view(0, four, 2, 4, 1), live, y))
          .hasMessageContaining("input");
      assertThat(output.canaries()).isEqualTo(8);
      assertThatThrownBy(
              () ->
                  kernel.backward(four.floats(), four.floats(), y, four.floats(), four.floats(), y))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no forward pass");
    }
    assertThatThrownBy(() -> new LayerNormKernel(0, EPSILON)).hasMessageContaining("features = 0");
    assertThatThrownBy(() -> new LayerNormKernel(1, -1)).hasMessageContaining("epsilon = -1.0");
  }
}
