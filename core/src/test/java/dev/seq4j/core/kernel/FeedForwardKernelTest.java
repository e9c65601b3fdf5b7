package dev.seq4j.core.kernel;

import static dev.seq4j.core.kernel.PositionwiseCase.mask;
import static dev.seq4j.core.kernel.PositionwiseCase.random;
import static dev.seq4j.core.kernel.PositionwiseCase.read;
import static dev.seq4j.core.kernel.PositionwiseCase.requireClose;
import static dev.seq4j.core.kernel.PositionwiseCase.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedForwardKernelTest {

  private static final double TOLERANCE = 1e-5;

  /** The four parameters, or what the kernel writes in their place. */
  private record Parameters(
      NativeArray inner, NativeArray innerBias, NativeArray outer, NativeArray outerBias)
      implements AutoCloseable {

    static Parameters random(Random random, int in, int hidden, int out) {
      return new Parameters(
          PositionwiseCase.random(random, in * hidden),
          PositionwiseCase.random(random, hidden),
          PositionwiseCase.random(random, hidden * out),
          PositionwiseCase.random(random, out));
    }

    static Parameters empty(int in, int hidden, int out) {
      return new Parameters(
          new NativeArray(in * hidden),
          new NativeArray(hidden),
          new NativeArray(hidden * out),
          new NativeArray(out));
    }

    FeedForwardWeights weights() {
      return new FeedForwardWeights(
          inner.floats(), innerBias.floats(), outer.floats(), outerBias.floats());
    }

    @Override
    public void close() {
      inner.close();
      innerBias.close();
      outer.close();
      outerBias.close();
    }
  }

  /** Plain loops over one step. */
  private record Reference(
      Parameters parameters,
      boolean gelu,
      double[] inner,
      double[] innerBias,
      double[] outer,
      double[] outerBias) {

    static Reference of(Parameters parameters, boolean gelu, int in, int hidden, int out) {
      return new Reference(
          parameters,
          gelu,
          new double[in * hidden],
          new double[hidden],
          new double[hidden * out],
          new double[out]);
    }

    private double[] beforeActivation(double[] x) {
      double[] z = new double[innerBias.length];
      for (int h = 0; h < z.length; h++) {
        z[h] = parameters.innerBias.get(h);
        for (int i = 0; i < x.length; i++) {
          z[h] += x[i] * parameters.inner.get((long) i * z.length + h);
        }
      }
      return z;
    }

    double[] forward(double[] x, float[] factors) {
      double[] y = new double[outerBias.length];
      double[] z = beforeActivation(x);
      for (int o = 0; o < y.length; o++) {
        y[o] = parameters.outerBias.get(o);
        for (int h = 0; h < z.length; h++) {
          y[o] += factors[h] * value(z[h]) * parameters.outer.get((long) h * y.length + o);
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
          outer[h * dy.length + o] += factors[h] * value(z[h]) * dy[o];
          toActive += dy[o] * parameters.outer.get((long) h * dy.length + o);
        }
        double toZ = toActive * factors[h] * slope(z[h]);
        innerBias[h] += toZ;
        for (int i = 0; i < x.length; i++) {
          inner[i * z.length + h] += x[i] * toZ;
          dx[i] += toZ * parameters.inner.get((long) i * z.length + h);
        }
      }
      for (int o = 0; o < dy.length; o++) {
        outerBias[o] += dy[o];
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
    try (Parameters parameters = Parameters.random(random, in, hidden, out);
        Parameters gradients = Parameters.empty(in, hidden, out);
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
      kernel.infer(parameters.weights(), x, live, view(2 - layout, plain, batch, out, time));
      kernel.forward(parameters.weights(), x, live, y, 99);
      kernel.backward(parameters.weights(), dy, gradients.weights(), dx);
      kernel.backward(parameters.weights(), dy, gradients.weights(), dx); // may be repeated

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
      requireClose("W1 gradient", gradients.inner, reference.inner, TOLERANCE);
      requireClose("b1 gradient", gradients.innerBias, reference.innerBias, TOLERANCE);
      requireClose("W2 gradient", gradients.outer, reference.outer, TOLERANCE);
      requireClose("b2 gradient", gradients.outerBias, reference.outerBias, TOLERANCE);
      assertThat(output.canaries() + inputGradient.canaries()).as("written outside").isZero();
    }
  }

  @Test
  void theNumberOfThreadsDropsNothingElse() {
    Random random = new Random(1);
    LiveSteps live = LiveSteps.lengths(9, 9, 1, 4, 7, 2);
    try (Parameters parameters = Parameters.random(random, 40, 600, 40);
        NativeArray input = random(random, 5 * 40 * 9);
        NativeArray one = new NativeArray(5 * 40 * 9);
        NativeArray three = new NativeArray(5 * 40 * 9)) {
      for (int threads : new int[] {1, 3}) {
        try (FeedForwardKernel kernel =
            new FeedForwardKernel(
                40, 600, 40, FeedForwardActivation.GELU, 0.5, new Shards(threads))) {
          kernel.forward(
              parameters.weights(),
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
    try (Parameters parameters = Parameters.random(new Random(1), 2, 3, 2);
        Parameters gradients = Parameters.empty(2, 3, 2);
        NativeArray input = random(new Random(1), 8);
        NativeArray output = new NativeArray(8);
        FeedForwardKernel kernel =
            new FeedForwardKernel(2, 3, 2, FeedForwardActivation.RELU, 0.5)) {
      SequenceView y = view(0, output, 2, 2, 2);
      LiveSteps none = LiveSteps.lengths(2, 0, 0);
      kernel.forward(parameters.weights(), view(0, input, 2, 2, 2), none, y, 1);
      requireClose("output", output, new double[8], 1e-9);
      kernel.backward(parameters.weights(), view(0, input, 2, 2, 2), gradients.weights(), y);
      requireClose("input gradient", output, new double[8], 1e-9);
      requireClose("W1 gradient", gradients.inner, new double[6], 1e-9);
      requireClose("b2 gradient", gradients.outerBias, new double[2], 1e-9);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    FeedForwardActivation gelu = FeedForwardActivation.GELU;
    try (Parameters parameters = Parameters.random(new Random(1), 2, 3, 2);
        Parameters small = Parameters.random(new Random(1), 2, 2, 2);
        NativeArray output = new NativeArray(8);
        FeedForwardKernel kernel = new FeedForwardKernel(2, 3, 2, gelu, 0)) {
      SequenceView y = view(0, output, 2, 2, 2);
      LiveSteps live = LiveSteps.all(2, 2);
      assertThatThrownBy(() -> kernel.infer(small.weights(), y, live, y))
          .hasMessageContaining("weights: W1");
      assertThatThrownBy(() -> kernel.infer(parameters.weights(), y, LiveSteps.all(3, 2), y))
          .hasMessageContaining("input");
      assertThatThrownBy(() -> kernel.backward(parameters.weights(), y, parameters.weights(), y))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no forward pass");
      kernel.infer(parameters.weights(), y, live, y);
      assertThatThrownBy(() -> kernel.backward(parameters.weights(), y, parameters.weights(), y))
          .as("after inference")
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
