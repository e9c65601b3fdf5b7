package dev.seq4j.core.kernel.attention;

import static dev.seq4j.core.kernel.PositionwiseCase.mask;
import static dev.seq4j.core.kernel.PositionwiseCase.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.kernel.DifferenceQuotients;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeArray;
import dev.seq4j.core.kernel.PositionwiseCase;
import dev.seq4j.core.kernel.Randoms;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.StateView;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class AttentionPoolingKernelTest {

  private static final double TOLERANCE = 1e-4;

  @ParameterizedTest
  @CsvSource({"1,1,1,1,0,1", "3,5,4,3,1,2", "5,9,6,20,2,3", "24,20,3,70,0,2"})
  void equalsTheEquations(
      int batch, int time, int features, int attention, int layout, int threads) {
    Random random = new Random(batch);
    float[] mask = mask(random, batch, time);
    LiveSteps live = LiveSteps.mask(batch, time, mask);
    double[] parameters = Randoms.vector(random, (features + 2) * attention);
    double[][][] x = Randoms.cube(random, batch, time, features);
    double[][] dy = Randoms.matrix(random, batch, features);
    int size = batch * time * features;
    try (NativeArray native0 = NativeArray.of(new double[][] {parameters});
        NativeArray input = new NativeArray(size);
        NativeArray output = new NativeArray(batch * features);
        NativeArray outputGradient = NativeArray.of(dy);
        NativeArray gradients = new NativeArray(parameters.length);
        NativeArray inputGradient = new NativeArray(size);
        AttentionPoolingKernel kernel =
            new AttentionPoolingKernel(features, attention, new Shards(threads))) {
      SequenceView in = view(layout, input, batch, features, time);
      SequenceView dx = view(2 - layout, inputGradient, batch, features, time);
      fill(x, input, in);
      StateView y = StateView.batchUnits(output.floats(), features);
      kernel.forward(native0.floats(), in, live, y);
      kernel.backward(
          native0.floats(),
          StateView.batchUnits(outputGradient.floats(), features),
          gradients.floats(),
          dx);

      float[] weights = kernel.weights();
      for (int row = 0; row < batch; row++) {
        double[][] steps = ReferenceAttention.live(x, live, row);
        double[] expected = ReferenceAttention.weights(steps, new double[attention], parameters, 0);
        double sum = 0;
        for (int j = 0; j < steps.length; j++) {
          double weight = weights[row * time + live.step(row, j)];
          assertThat(weight).isCloseTo(expected[j], within(1e-5));
        }
        for (int t = 0; t < time; t++) {
          sum += weights[row * time + t];
        }
        assertThat(sum).isCloseTo(steps.length == 0 ? 0 : 1, within(1e-5));
        double[] context = ReferenceAttention.context(steps, expected, features);
        for (int f = 0; f < features; f++) {
          assertThat((double) output.get((long) row * features + f))
              .isCloseTo(context[f], within(1e-5));
        }
      }
      DoubleSupplier loss = () -> loss(x, live, parameters, dy, attention);
      DifferenceQuotients.check(
          "parameters",
          parameters,
          DifferenceQuotients.inOrder(parameters.length),
          gradients,
          loss,
          TOLERANCE);
      for (int row = 0; row < batch; row++) {
        for (int t = 0; t < time; t++) {
          int[] at = DifferenceQuotients.of(dx, row, features, t);
          DifferenceQuotients.check("input", x[row][t], at, inputGradient, loss, TOLERANCE);
        }
      }
      assertThat(output.canaries() + gradients.canaries() + inputGradient.canaries()).isZero();
    }
  }

  private static double loss(
      double[][][] x, LiveSteps live, double[] parameters, double[][] dy, int attention) {
    double loss = 0;
    for (int row = 0; row < x.length; row++) {
      double[][] steps = ReferenceAttention.live(x, live, row);
      double[] weights = ReferenceAttention.weights(steps, new double[attention], parameters, 0);
      double[] y = ReferenceAttention.context(steps, weights, dy[row].length);
      for (int f = 0; f < y.length; f++) {
        loss += dy[row][f] * y[f];
      }
    }
    return loss;
  }

  public static void fill(double[][][] values, NativeArray array, SequenceView view) {
    for (int row = 0; row < values.length; row++) {
      for (int t = 0; t < values[row].length; t++) {
        for (int f = 0; f < values[row][t].length; f++) {
          array.put(view.index(row, f, t), values[row][t][f]);
        }
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (NativeArray parameters = PositionwiseCase.random(new Random(1), 20);
        NativeArray input = PositionwiseCase.random(new Random(1), 12);
        NativeArray output = new NativeArray(6);
        AttentionPoolingKernel kernel = new AttentionPoolingKernel(3, 4)) {
      SequenceView x = view(0, input, 2, 3, 2);
      StateView y = StateView.batchUnits(output.floats(), 3);
      assertThat(kernel.parameters()).isEqualTo(20);
      assertThatThrownBy(() -> kernel.forward(output.floats(), x, LiveSteps.all(2, 2), y))
          .hasMessageContaining("parameters");
      assertThatThrownBy(() -> kernel.forward(parameters.floats(), x, LiveSteps.all(3, 2), y))
          .hasMessageContaining("input");
      assertThatThrownBy(() -> kernel.backward(parameters.floats(), y, parameters.floats(), x))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(kernel::weights).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> new AttentionPoolingKernel(0, 1)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new AttentionPoolingKernel(1 << 15, 1 << 15))
        .hasMessageContaining("2 GB");
  }
}
