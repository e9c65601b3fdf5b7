package dev.seq4j.core.kernel.attention;

import static dev.seq4j.core.kernel.PositionwiseCase.mask;
import static dev.seq4j.core.kernel.PositionwiseCase.random;
import static dev.seq4j.core.kernel.PositionwiseCase.read;
import static dev.seq4j.core.kernel.PositionwiseCase.requireClose;
import static dev.seq4j.core.kernel.PositionwiseCase.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.StandardNormal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedForwardKernelTest {

  private static final double TOLERANCE = 1e-5;

  private static int length(int in, int hidden, int out) {
    return (in + 1) * hidden + (hidden + 1) * out;
  }

  /** Plain loops over one step. */
  private record Reference(
      NativeArray parameters, boolean gelu, int in, int hidden, int out, double[] gradients) {

    static Reference of(NativeArray parameters, boolean gelu, int in, int hidden, int out) {
      return new Reference(parameters, gelu, in, hidden, out, new double[length(in, hidden, out)]);
    }

    private int innerAt(int i, int h) {
      return i * hidden + h;
    }

    private int innerBiasAt(int h) {
      return in * hidden + h;
    }

    private int outerAt(int h, int o) {
      return (in + 1) * hidden + h * out + o;
    }

    private int outerBiasAt(int o) {
      return (in + 1 + out) * hidden + o;
    }

    private double[] beforeActivation(double[] x) {
      double[] z = new double[hidden];
      for (int h = 0; h < z.length; h++) {
        z[h] = parameters.get(innerBiasAt(h));
        for (int i = 0; i < x.length; i++) {
          z[h] += x[i] * parameters.get(innerAt(i, h));
        }
      }
      return z;
    }

    double[] forward(double[] x, float[] factors) {
      double[] y = new double[out];
      double[] z = beforeActivation(x);
      for (int o = 0; o < y.length; o++) {
        y[o] = parameters.get(outerBiasAt(o));
        for (int h = 0; h < z.length; h++) {
          y[o] += factors[h] * value(z[h]) * parameters.get(outerAt(h, o));
        }
      }
      return y;
    }

    double[] backward(double[] x, double[] dy, float[] factors) {
      double[] dx = new double[x.length];
      double[] z = beforeActivation(x);
      for (int h = 0; h < z.length; h++) {
        double toActive = 0;
        for (int o = 0; o < dy.length; o++) {
          gradients[outerAt(h, o)] += factors[h] * value(z[h]) * dy[o];
          toActive += dy[o] * parameters.get(outerAt(h, o));
        }
        double toZ = toActive * factors[h] * slope(z[h]);
        gradients[innerBiasAt(h)] += toZ;
        for (int i = 0; i < x.length; i++) {
          gradients[innerAt(i, h)] += x[i] * toZ;
          dx[i] += toZ * parameters.get(innerAt(i, h));
        }
      }
      for (int o = 0; o < dy.length; o++) {
        gradients[outerBiasAt(o)] += dy[o];
      }
      return dx;
    }

    private double value(double z) {
      return gelu ? z * StandardNormal.distribution(z) : Math.max(0, z);
    }

    private double slope(double z) {
      return gelu ? StandardNormal.distribution(z) + z * StandardNormal.density(z) : z > 0 ? 1 : 0;
    }
  }

  /** The sizes of the last ones make several chunks, tiles and threads. */
  @ParameterizedTest
  @CsvSource({
    "1,1,1,1,1,GELU,0,0,1",
    "3,4,5,7,2,RELU,0,1,2",
    "3,4,5,7,5,GELU,0.3,2,2",
    "5,20,6,2500,3,GELU,0.5,0,2",
    "11,30,12,24,12,RELU,0.1,0,3",
    "20,45,3,700,4,GELU,0,2,1"
  })
  void equalsPlainLoops(
      int batch,
      int time,
      int in,
      int hidden,
      int out,
      FeedForwardActivation activation,
      double dropout,
      int layout,
      int threads) {
    Random random = new Random(17L * batch + hidden);
    float[] mask = mask(random, batch, time);
    LiveSteps live = LiveSteps.mask(batch, time, mask);
    try (NativeArray parameters = random(random, length(in, hidden, out));
        NativeArray gradients = new NativeArray(length(in, hidden, out));
        NativeArray input = random(random, batch * in * time);
        NativeArray output = new NativeArray(batch * out * time);
        NativeArray plain = new NativeArray(batch * out * time);
        NativeArray outputGradient = random(random, batch * out * time);
        NativeArray inputGradient = new NativeArray(batch * in * time);
        FeedForwardKernel kernel =
            new FeedForwardKernel(in, hidden, out, activation, dropout, new Shards(threads))) {
      SequenceView x = view(layout, input, batch, in, time);
      SequenceView y = view(2 - layout, output, batch, out, time);
      SequenceView dy = view(layout, outputGradient, batch, out, time);
      SequenceView dx = view(2 - layout, inputGradient, batch, in, time);
      kernel.infer(parameters.floats(), x, live, view(2 - layout, plain, batch, out, time));
      kernel.forward(parameters.floats(), x, live, y, 99);
      kernel.backward(parameters.floats(), dy, gradients.floats(), dx);

      boolean gelu = activation == FeedForwardActivation.GELU;
      Reference reference = Reference.of(parameters, gelu, in, hidden, out);
      DropoutMask dropped = new DropoutMask(dropout);
      float[] ones = new float[hidden];
      Arrays.fill(ones, 1f);
      double tolerance = TOLERANCE * hidden;
      for (int row = 0; row < batch; row++) {
        for (int t = 0; t < time; t++) {
          boolean there = mask[row * time + t] == 1;
          float[] factors = new float[hidden];
          dropped.fill(99, row * time + t, factors, 0, hidden);
          double[] one = read(input, x, row, in, t);
          double[] gradient = read(outputGradient, dy, row, out, t);
          requireClose(
              "output",
              read(output, y, row, out, t),
              there ? reference.forward(one, factors) : new double[out],
              tolerance);
          requireClose(
              "output without dropout",
              read(plain, y, row, out, t),
              there ? reference.forward(one, ones) : new double[out],
              tolerance);
          requireClose(
              "input gradient",
              read(inputGradient, dx, row, in, t),
              there ? reference.backward(one, gradient, factors) : new double[in],
              tolerance);
        }
      }
      requireClose("gradients", gradients, reference.gradients, TOLERANCE);
      assertThat(output.canaries() + inputGradient.canaries()).as("written outside").isZero();
    }
  }

  @Test
  void theNumberOfThreadsDropsNothingElse() {
    Random random = new Random(1);
    LiveSteps live = LiveSteps.lengths(9, 9, 1, 4, 7, 2);
    try (NativeArray parameters = random(random, length(40, 600, 40));
        NativeArray input = random(random, 5 * 40 * 9);
        NativeArray one = new NativeArray(5 * 40 * 9);
        NativeArray three = new NativeArray(5 * 40 * 9)) {
      for (int threads : new int[] {1, 3}) {
        try (FeedForwardKernel kernel =
            new FeedForwardKernel(
                40, 600, 40, FeedForwardActivation.GELU, 0.5, new Shards(threads))) {
          kernel.forward(
              parameters.floats(),
              view(0, input, 5, 40, 9),
              live,
              view(0, threads == 1 ? one : three, 5, 40, 9),
              5);
        }
      }
      double[] expected = new double[5 * 40 * 9];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = one.get(i);
      }
      requireClose("output", three, expected, 1e-5);
    }
  }

  @Test
  void nothingLiveGivesZeros() {
    try (NativeArray parameters = random(new Random(1), length(2, 3, 2));
        NativeArray gradients = new NativeArray(length(2, 3, 2));
        NativeArray input = random(new Random(1), 8);
        NativeArray output = new NativeArray(8);
        FeedForwardKernel kernel =
            new FeedForwardKernel(2, 3, 2, FeedForwardActivation.RELU, 0.5)) {
      SequenceView y = view(0, output, 2, 2, 2);
      LiveSteps none = LiveSteps.lengths(2, 0, 0);
      kernel.forward(parameters.floats(), view(0, input, 2, 2, 2), none, y, 1);
      requireClose("output", output, new double[8], 1e-9);
      kernel.backward(parameters.floats(), view(0, input, 2, 2, 2), gradients.floats(), y);
      requireClose("input gradient", output, new double[8], 1e-9);
      requireClose("gradients", gradients, new double[length(2, 3, 2)], 1e-9);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    FeedForwardActivation gelu = FeedForwardActivation.GELU;
    try (NativeArray parameters = random(new Random(1), length(2, 3, 2));
        NativeArray small = random(new Random(1), length(2, 2, 2));
        NativeArray output = new NativeArray(8);
        FeedForwardKernel kernel = new FeedForwardKernel(2, 3, 2, gelu, 0)) {
      SequenceView y = view(0, output, 2, 2, 2);
      LiveSteps live = LiveSteps.all(2, 2);
      assertThatThrownBy(() -> kernel.infer(small.floats(), y, live, y))
          .hasMessageContaining("parameters");
      assertThatThrownBy(() -> kernel.infer(parameters.floats(), y, LiveSteps.all(3, 2), y))
          .hasMessageContaining("input");
      assertThatThrownBy(() -> kernel.backward(parameters.floats(), y, parameters.floats(), y))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no forward pass");
      kernel.infer(parameters.floats(), y, live, y);
      assertThatThrownBy(() -> kernel.backward(parameters.floats(), y, parameters.floats(), y))
          .as("after inference")
          .hasMessageContaining("no forward pass");
      kernel.forward(parameters.floats(), y, live, y, 1);
      kernel.backward(parameters.floats(), y, parameters.floats(), y);
      assertThatThrownBy(() -> kernel.backward(parameters.floats(), y, parameters.floats(), y))
          .as("a second time")
          .hasMessageContaining("no forward pass");
    }
    assertThatThrownBy(() -> new FeedForwardKernel(0, 1, 1, gelu, 0))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new FeedForwardKernel(1, 1, 1, gelu, 1))
        .hasMessageContaining("dropout = 1.0");
    assertThatThrownBy(() -> new FeedForwardKernel(1 << 15, 1 << 15, 1, gelu, 0))
        .hasMessageContaining("2 GB");
  }
}
