package dev.seq4j.core.kernel.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.PositionwiseCase;
import dev.seq4j.core.kernel.Randoms;
import dev.seq4j.core.kernel.SequenceView;
import java.util.Random;

/** A batch for a {@link TokenKernel}: random numbers, the reference, and a comparison of both. */
final class TransformerCase {

  private static final double TOLERANCE = 1e-4;
  private static final double STEP = 1e-5;

  private final ReferenceTransformer reference;
  private final ReferenceTransformer.Numbers numbers;
  private final double[][][] weights;
  private final Random random;
  private final int in;
  private final int memoryIn;
  private final int out;
  private final int batch;
  private final int time;
  private final int memoryTime;

  TransformerCase(
      TransformerBlockShape shape,
      boolean bare,
      int in,
      boolean[][] live,
      boolean[][] memoryLive,
      int parameters,
      long seed) {
    random = new Random(seed);
    reference = new ReferenceTransformer(shape, bare, live, memoryLive, seed);
    this.in = in;
    memoryIn = shape.memoryIn();
    out = shape.width();
    batch = live.length;
    time = live[0].length;
    memoryTime = memoryIn == 0 ? 0 : memoryLive[0].length;
    int[] memory = memoryIn == 0 ? null : new int[] {memoryTime, memoryIn};
    numbers = ReferenceTransformer.Numbers.random(random, parameters, batch, time, in, memory);
    weights = Randoms.cube(random, batch, time, out);
  }

  /** Compares a pass of training and one without dropout, and all gradients. */
  void check(TokenKernel kernel, int layout, boolean everyElement) {
    try (NativeArray parameters = NativeArray.of(new double[][] {numbers.parameters()});
        NativeArray x = array(numbers.input(), layout, in);
        NativeArray m = memoryIn == 0 ? null : array(numbers.memory(), layout, memoryIn);
        NativeArray y = new NativeArray(batch * time * out);
        NativeArray dy = array(weights, layout, out);
        NativeArray gradients = new NativeArray(numbers.parameters().length);
        NativeArray dx = new NativeArray(batch * time * in);
        NativeArray dm = memoryIn == 0 ? null : new NativeArray(batch * memoryTime * memoryIn)) {
      AttentionPass pass = pass(parameters, x, m, layout);
      SequenceView yView = PositionwiseCase.view(layout, y, batch, out, time);

      kernel.infer(pass, yView);
      requireClose("inference", y, yView, reference.forward(numbers, false));
      kernel.forward(pass, yView, reference.seed());
      requireClose("training", y, yView, reference.forward(numbers, true));
      assertThat(y.canaries()).as("output not written, or written outside").isZero();

      SequenceView dxView = PositionwiseCase.view(layout, dx, batch, in, time);
      SequenceView dmView =
          dm == null ? null : PositionwiseCase.view(layout, dm, batch, memoryIn, memoryTime);
      kernel.backward(
          parameters.floats(),
          PositionwiseCase.view(layout, dy, batch, out, time),
          gradients.floats(),
          dxView,
          dmView);
      double scale = checkParameters(gradients, everyElement);
      checkInput("input", numbers.input(), dx, dxView, everyElement, scale);
      if (dm != null) {
        checkInput("memory", numbers.memory(), dm, dmView, everyElement, scale);
        assertThat(dm.canaries()).as("memory gradient").isZero();
      }
      assertThat(gradients.canaries() + dx.canaries()).as("gradients").isZero();
    }
  }

  private AttentionPass pass(NativeArray parameters, NativeArray x, NativeArray m, int layout) {
    SequenceView input = PositionwiseCase.view(layout, x, batch, in, time);
    if (m == null) {
      return new AttentionPass(parameters.floats(), input, steps(reference.live()));
    }
    return new AttentionPass(
        parameters.floats(),
        input,
        steps(reference.live()),
        PositionwiseCase.view(layout, m, batch, memoryIn, memoryTime),
        steps(reference.memoryLive()));
  }

  static LiveSteps steps(boolean[][] live) {
    int time = live[0].length;
    float[] mask = new float[live.length * time];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = live[i / time][i % time] ? 1 : 0;
    }
    return LiveSteps.mask(live.length, time, mask);
  }

  private static NativeArray array(double[][][] values, int layout, int features) {
    int batch = values.length;
    int time = values[0].length;
    NativeArray array = new NativeArray(batch * time * features);
    SequenceView view = PositionwiseCase.view(layout, array, batch, features, time);
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < time; t++) {
        for (int f = 0; f < features; f++) {
          array.put(view.index(b, f, t), values[b][t][f]);
        }
      }
    }
    return array;
  }

  private static void requireClose(
      String what, NativeArray actual, SequenceView view, double[][][] expected) {
    double worst = 0;
    double scale = 1;
    for (int b = 0; b < expected.length; b++) {
      for (int t = 0; t < expected[b].length; t++) {
        for (int f = 0; f < expected[b][t].length; f++) {
          double difference = Math.abs(actual.get(view.index(b, f, t)) - expected[b][t][f]);
          worst = Double.isNaN(difference) ? Double.NaN : Math.max(worst, difference);
          scale = Math.max(scale, Math.abs(expected[b][t][f]));
        }
      }
    }
    assertThat(worst / scale).as(what).isLessThan(TOLERANCE);
  }

  /** Returns the size of the gradients, against which differences are measured. */
  private double checkParameters(NativeArray gradients, boolean everyElement) {
    double[] parameters = numbers.parameters();
    double scale = 1;
    for (int i = 0; i < parameters.length; i++) {
      scale = Math.max(scale, Math.abs(gradients.get(i)));
    }
    for (int i : chosen(parameters.length, everyElement)) {
      double numeric = slope(parameters, i);
      assertThat(Math.abs(gradients.get(i) - numeric) / scale)
          .as("parameter %d: gradient %s, numeric %s", i, gradients.get(i), numeric)
          .isLessThan(TOLERANCE);
    }
    return scale;
  }

  private void checkInput(
      String what,
      double[][][] values,
      NativeArray gradient,
      SequenceView view,
      boolean everyElement,
      double scale) {
    int steps = values[0].length;
    int features = values[0][0].length;
    for (int i : chosen(values.length * steps * features, everyElement)) {
      int b = i / features / steps;
      int t = i / features % steps;
      double numeric = slope(values[b][t], i % features);
      double analytic = gradient.get(view.index(b, i % features, t));
      assertThat(Math.abs(analytic - numeric) / scale)
          .as(
              "%s [%d, %d, %d]: gradient %s, numeric %s",
              what, b, t, i % features, analytic, numeric)
          .isLessThan(TOLERANCE);
    }
  }

  private int[] chosen(int length, boolean everyElement) {
    return everyElement
        ? java.util.stream.IntStream.range(0, length).toArray()
        : random.ints(12, 0, length).toArray();
  }

  private double slope(double[] values, int i) {
    double value = values[i];
    values[i] = value + STEP;
    double above = loss();
    values[i] = value - STEP;
    double below = loss();
    values[i] = value;
    return (above - below) / (2 * STEP);
  }

  private double loss() {
    double[][][] y = reference.forward(numbers, true);
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < time; t++) {
        for (int f = 0; f < out; f++) {
          sum += y[b][t][f] * weights[b][t][f];
        }
      }
    }
    return sum;
  }

  /** Compares the weights of the first attention, and that those of a query sum to 1. */
  void checkWeights(TokenKernel kernel) {
    try (NativeArray parameters = NativeArray.of(new double[][] {numbers.parameters()});
        NativeArray x = array(numbers.input(), 0, in);
        NativeArray m = memoryIn == 0 ? null : array(numbers.memory(), 0, memoryIn)) {
      AttentionPass pass = pass(parameters, x, m, 0);
      float[] actual =
          kernel instanceof TransformerBlockKernel block
              ? block.weights(pass)
              : ((MultiHeadAttentionKernel) kernel).weights(pass);
      double[][][][] expected = reference.weights(numbers);
      int i = 0;
      for (double[][][] row : expected) {
        for (double[][] head : row) {
          for (double[] query : head) {
            double sum = 0;
            double expectedSum = 0;
            for (double weight : query) {
              assertThat(Math.abs(actual[i] - weight)).isLessThan(TOLERANCE);
              sum += actual[i++];
              expectedSum += weight;
            }
            assertThat(Math.abs(sum - Math.rint(expectedSum))).isLessThan(1e-5);
          }
        }
      }
      assertThat(i).isEqualTo(actual.length);
    }
  }
}
