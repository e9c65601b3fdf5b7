package dev.seq4j.core.kernel.recurrent;

import static dev.seq4j.core.kernel.PositionwiseCase.mask;
import static dev.seq4j.core.kernel.PositionwiseCase.random;
import static dev.seq4j.core.kernel.PositionwiseCase.view;
import static dev.seq4j.core.kernel.attention.AttentionPoolingKernelTest.fill;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.kernel.DifferenceQuotients;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.Randoms;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.StateView;
import dev.seq4j.core.kernel.attention.ReferenceAttention;
import dev.seq4j.core.kernel.recurrent.ReferenceCell.Kind;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionDecoderKernelTest {

  private static final double TOLERANCE = 2e-4;

  /** The equations of the kernel, row after row. */
  private record Reference(
      ReferenceCell cell,
      int features,
      int attention,
      double[] parameters,
      double[][][] x,
      LiveSteps live,
      double[][][] memory,
      LiveSteps memoryLive) {

    /** Returns y, [B][T][H + M], and writes a into [B][T][S] if that is not null. */
    double[][][] run(double[][][] weights) {
      int at = load(cell.wx, 0);
      at = load(cell.wh, at);
      at = load(new double[][] {cell.b}, at);
      int queryAt = at;
      int keyAt = queryAt + cell.units * attention;
      int initialAt = keyAt + (features + 2) * attention;
      double[][][] y = new double[live.batch()][live.time()][cell.units + features];
      for (int row = 0; row < live.batch(); row++) {
        double[][] steps = ReferenceAttention.live(memory, memoryLive, row);
        double[] h = initial(steps, initialAt, 0);
        double[] c = cell.hasCellState() ? initial(steps, initialAt, cell.units) : null;
        for (int k = 0; k < live.length(row); k++) {
          int t = live.step(row, k);
          double[] query = new double[attention];
          for (int a = 0; a < attention; a++) {
            for (int u = 0; u < cell.units; u++) {
              query[a] += h[u] * parameters[queryAt + u * attention + a];
            }
          }
          double[] seen = ReferenceAttention.weights(steps, query, parameters, keyAt);
          double[] context = ReferenceAttention.context(steps, seen, features);
          double[] input = new double[cell.in];
          System.arraycopy(context, 0, input, 0, features);
          System.arraycopy(x[row][t], 0, input, features, cell.in - features);
          ReferenceCell.Step step = cell.step(input, h, c);
          h = step.hNext();
          c = step.cNext();
          System.arraycopy(h, 0, y[row][t], 0, cell.units);
          System.arraycopy(context, 0, y[row][t], cell.units, features);
          for (int j = 0; j < seen.length && weights != null; j++) {
            weights[row][t][memoryLive.step(row, j)] = seen[j];
          }
        }
      }
      return y;
    }

    private int load(double[][] matrix, int from) {
      int at = from;
      for (double[] row : matrix) {
        System.arraycopy(parameters, at, row, 0, row.length);
        at += row.length;
      }
      return at;
    }

    private double[] initial(double[][] steps, int at, int part) {
      int width = (cell.hasCellState() ? 2 : 1) * cell.units;
      double[] state = new double[cell.units];
      for (int u = 0; u < cell.units; u++) {
        double z = parameters[at + features * width + part + u];
        for (double[] step : steps) {
          for (int f = 0; f < features; f++) {
            z += step[f] / steps.length * parameters[at + f * width + part + u];
          }
        }
        state[u] = Math.tanh(z);
      }
      return state;
    }

    double loss(double[][][] dy) {
      double[][][] y = run(null);
      double loss = 0;
      for (int row = 0; row < y.length; row++) {
        for (int t = 0; t < y[row].length; t++) {
          for (int i = 0; i < y[row][t].length; i++) {
            loss += y[row][t][i] * dy[row][t][i];
          }
        }
      }
      return loss;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GRU_RESET_AFTER,1,1,1,1,1,1,1,0,1",
    "GRU_RESET_AFTER,4,5,6,3,4,5,6,1,2",
    "GRU_RESET_BEFORE,3,4,3,2,3,4,2,2,2",
    "LSTM,4,5,6,3,4,5,6,0,3",
    "RNN_TANH,3,4,3,2,3,4,2,1,1"
  })
  void equalsTheEquations(
      Kind kind,
      int batch,
      int time,
      int memoryTime,
      int in,
      int features,
      int units,
      int attention,
      int layout,
      int threads) {
    Random random = new Random(7L * batch + units);
    LiveSteps live = LiveSteps.mask(batch, time, mask(random, batch, time));
    float[] memoryMask = mask(random, batch, memoryTime);
    if (batch > 2) { // the second row, which has no target, gets a source; the third has none
      memoryMask[memoryTime] = 1;
      for (int j = 0; j < memoryTime; j++) {
        memoryMask[2 * memoryTime + j] = 0;
      }
    }
    LiveSteps memoryLive = LiveSteps.mask(batch, memoryTime, memoryMask);
    ReferenceCell cell = ReferenceCell.of(kind, features + in, units);
    try (RecurrentKernel shape = kind.kernel(features + in, units, new Shards(1));
        AttentionDecoderKernel kernel =
            new AttentionDecoderKernel(shape, features, attention, new Shards(threads))) {
      double[] parameters = Randoms.vector(random, (int) kernel.parameters());
      double[][][] x = Randoms.cube(random, batch, time, in);
      double[][][] m = Randoms.cube(random, batch, memoryTime, features);
      double[][][] dy = Randoms.cube(random, batch, time, units + features);
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = (float) (0.6 * parameters[i]);
      }
      Reference reference =
          new Reference(cell, features, attention, parameters, x, live, m, memoryLive);
      try (NativeArray all = NativeArray.of(new double[][] {parameters});
          NativeArray input = new NativeArray(batch * time * in);
          NativeArray memory = new NativeArray(batch * memoryTime * features);
          NativeArray output = new NativeArray(batch * time * (units + features));
          NativeArray outputGradient = new NativeArray(batch * time * (units + features));
          NativeArray gradients = new NativeArray(parameters.length);
          NativeArray inputGradient = new NativeArray(batch * time * in);
          NativeArray memoryGradient = new NativeArray(batch * memoryTime * features)) {
        int out = units + features;
        SequenceView xView = view(layout, input, batch, in, time);
        SequenceView mView = view(layout, memory, batch, features, memoryTime);
        SequenceView yView = view(2 - layout, output, batch, out, time);
        SequenceView dyView = view(layout, outputGradient, batch, out, time);
        SequenceView dxView = view(2 - layout, inputGradient, batch, in, time);
        SequenceView dmView = view(2 - layout, memoryGradient, batch, features, memoryTime);
        fill(x, input, xView);
        fill(m, memory, mView);
        fill(dy, outputGradient, dyView);
        kernel.remember(all.floats(), mView, memoryLive);
        for (int pass = 0; pass < 2; pass++) { // the second one in memory that has been used
          kernel.forward(xView, live, yView);
          kernel.backward(dyView, gradients.floats(), dxView, dmView);
        }
        double[][][] expected = reference.run(null);
        for (int row = 0; row < batch; row++) {
          for (int t = 0; t < time; t++) {
            for (int i = 0; i < out; i++) {
              assertThat((double) output.get(yView.index(row, i, t)))
                  .isCloseTo(expected[row][t][i], within(1e-5));
            }
          }
        }
        requireWeights(kernel.weights(), reference, memoryTime);
        DoubleSupplier loss = () -> reference.loss(dy);
        DifferenceQuotients.check(
            "parameters",
            parameters,
            DifferenceQuotients.inOrder(parameters.length),
            gradients,
            loss,
            TOLERANCE);
        for (int row = 0; row < batch; row++) {
          for (int t = 0; t < time; t++) {
            int[] at = DifferenceQuotients.of(dxView, row, in, t);
            DifferenceQuotients.check("input", x[row][t], at, inputGradient, loss, TOLERANCE);
          }
          for (int j = 0; j < memoryTime; j++) {
            int[] at = DifferenceQuotients.of(dmView, row, features, j);
            DifferenceQuotients.check("memory", m[row][j], at, memoryGradient, loss, TOLERANCE);
          }
        }
        assertThat(
                output.canaries()
                    + gradients.canaries()
                    + inputGradient.canaries()
                    + memoryGradient.canaries())
            .as("not written, or written outside")
            .isZero();
      }
    }
  }

  private static void requireWeights(float[] actual, Reference reference, int memoryTime) {
    int batch = reference.live.batch();
    int time = reference.live.time();
    double[][][] expected = new double[batch][time][memoryTime];
    reference.run(expected);
    for (int row = 0; row < batch; row++) {
      for (int t = 0; t < time; t++) {
        for (int j = 0; j < memoryTime; j++) {
          assertThat((double) actual[(row * time + t) * memoryTime + j])
              .isCloseTo(expected[row][t][j], within(1e-5));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"LSTM", "GRU_RESET_AFTER"})
  void stepByStepEqualsTheWholeSequence(Kind kind) {
    int batch = 3;
    int time = 4;
    int in = 2;
    int features = 3;
    int units = 5;
    int out = units + features;
    Random random = new Random(3);
    try (RecurrentKernel shape = kind.kernel(features + in, units, new Shards(1));
        AttentionDecoderKernel kernel =
            new AttentionDecoderKernel(shape, features, 4, new Shards(2));
        NativeArray parameters = random(random, (int) kernel.parameters());
        NativeArray memory = random(random, batch * 5 * features);
        NativeArray input = random(random, time * batch * in);
        NativeArray whole = new NativeArray(time * batch * out);
        NativeArray step = new NativeArray(batch * out);
        NativeArray hidden = new NativeArray(batch * units);
        NativeArray cell = new NativeArray(batch * units)) {
      LiveSteps memoryLive = LiveSteps.lengths(5, 5, 2, 3);
      kernel.remember(parameters.floats(), view(0, memory, batch, features, 5), memoryLive);
      LiveSteps all = LiveSteps.all(batch, time);
      kernel.infer(
          view(0, input, batch, in, time), all, null, view(0, whole, batch, out, time), null);
      RecurrentState state =
          new RecurrentState(
              StateView.batchUnits(hidden.floats(), units),
              kind == Kind.LSTM ? StateView.batchUnits(cell.floats(), units) : null);
      for (int t = 0; t < time; t++) {
        NativeFloats ofStep = input.floats().part((long) t * batch * in, (long) batch * in);
        kernel.infer(
            SequenceView.timeBatchFeatures(ofStep, batch, in),
            LiveSteps.all(batch, 1),
            t == 0 ? null : state,
            view(0, step, batch, out, 1),
            state);
        for (int i = 0; i < batch * out; i++) {
          assertThat(step.get(i)).isCloseTo(whole.get((long) t * batch * out + i), within(1e-6f));
        }
        assertThat(kernel.weights()).hasSize(batch * 5);
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (GruKernel shape = new GruKernel(5, 2, GruKernel.Reset.AFTER_PRODUCT);
        AttentionDecoderKernel kernel = new AttentionDecoderKernel(shape, 3, 4);
        NativeArray parameters = random(new Random(1), (int) kernel.parameters());
        NativeArray memory = random(new Random(1), 12);
        NativeArray input = random(new Random(1), 8);
        NativeArray output = new NativeArray(20)) {
      SequenceView m = view(0, memory, 2, 3, 2);
      SequenceView x = view(0, input, 2, 2, 2);
      SequenceView y = view(0, output, 2, 5, 2);
      LiveSteps two = LiveSteps.all(2, 2);
      assertThatThrownBy(() -> kernel.forward(x, two, y))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("remember one first");
      assertThatThrownBy(() -> kernel.remember(input.floats(), m, two))
          .hasMessageContaining("parameters");
      assertThatThrownBy(() -> kernel.remember(parameters.floats(), m, LiveSteps.all(3, 2)))
          .hasMessageContaining("memory");
      kernel.remember(parameters.floats(), m, two);
      assertThatThrownBy(() -> kernel.forward(x, LiveSteps.all(1, 2), y))
          .hasMessage("batch = 1: must be that of the memory, 2");
      assertThatThrownBy(() -> kernel.forward(y, LiveSteps.all(2, 9), y))
          .hasMessageContaining("input");
      kernel.infer(x, two, null, y, null);
      assertThatThrownBy(() -> kernel.backward(y, parameters.floats(), x, m))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no forward pass");
      assertThat(kernel.out()).isEqualTo(5);
      assertThatThrownBy(() -> new AttentionDecoderKernel(shape, 5, 4))
          .hasMessageContaining("features = 5: must be in [1, 5)");
      assertThatThrownBy(() -> new AttentionDecoderKernel(shape, 3, 0))
          .hasMessageContaining("attention = 0");
    }
  }
}
