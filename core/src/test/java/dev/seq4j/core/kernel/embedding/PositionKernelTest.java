package dev.seq4j.core.kernel.embedding;

import static dev.seq4j.core.kernel.PositionwiseCase.mask;
import static dev.seq4j.core.kernel.PositionwiseCase.random;
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

class PositionKernelTest {

  @ParameterizedTest
  @CsvSource({"1,1,1,0,1", "4,5,3,1,2", "7,60,300,2,3"})
  void equalsPlainLoops(int batch, int time, int features, int layout, int threads) {
    Random random = new Random(batch);
    float[] mask = mask(random, batch, time);
    int rows = time + 2;
    int[] positions = random.ints((long) batch * time, 0, rows).toArray();
    LiveSteps live = LiveSteps.mask(batch, time, mask);
    int size = batch * time * features;
    try (NativeArray table = random(random, rows * features);
        NativeArray input = random(random, size);
        NativeArray output = new NativeArray(size);
        NativeArray outputGradient = random(random, size);
        NativeArray inputGradient = new NativeArray(size);
        NativeArray tableGradient = new NativeArray(rows * features);
        PositionKernel kernel = new PositionKernel(features, new Shards(threads))) {
      SequenceView x = view(layout, input, batch, features, time);
      SequenceView y = view(2 - layout, output, batch, features, time);
      SequenceView dy = view(layout, outputGradient, batch, features, time);
      SequenceView dx = view(2 - layout, inputGradient, batch, features, time);
      kernel.forward(table.floats(), positions, x, live, y);
      kernel.backward(dy, positions, live, tableGradient.floats(), dx);

      double[] sums = new double[rows * features];
      for (int row = 0; row < batch; row++) {
        for (int t = 0; t < time; t++) {
          int cell = row * time + t;
          for (int f = 0; f < features; f++) {
            float there = mask[cell];
            int at = positions[cell] * features + f;
            float gradient = outputGradient.get(dy.index(row, f, t));
            assertThat(output.get(y.index(row, f, t)))
                .isEqualTo(there * (input.get(x.index(row, f, t)) + table.get(at)));
            assertThat(inputGradient.get(dx.index(row, f, t))).isEqualTo(there * gradient);
            sums[at] += there * gradient;
          }
        }
      }
      requireClose("table gradient", tableGradient, sums, 1e-5);
      assertThat(output.canaries() + inputGradient.canaries()).as("written outside").isZero();
      kernel.backward(dy, positions, live, null, dx); // of a fixed table
    }
  }

  @Test
  @SuppressWarnings("try") // closing twice is what is tested
  void refusesWhatDoesNotFit() {
    try (NativeArray table = random(new Random(1), 6);
        NativeArray input = random(new Random(2), 4);
        NativeArray output = new NativeArray(4);
        PositionKernel kernel = new PositionKernel(2)) {
      SequenceView x = view(0, input, 1, 2, 2);
      SequenceView y = view(0, output, 1, 2, 2);
      LiveSteps live = LiveSteps.all(1, 2);
      assertThatThrownBy(() -> kernel.forward(table.floats(), new int[] {0, 3}, x, live, y))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("positions[0, 1] = 3: must be in [0, 3)");
      assertThatThrownBy(() -> kernel.forward(table.floats(), new int[3], x, live, y))
          .hasMessageContaining("must be 1 x 2");
      assertThat(output.canaries()).isEqualTo(4);
      PositionKernel closed = new PositionKernel(2);
      closed.close();
      assertThatThrownBy(() -> closed.forward(table.floats(), new int[2], x, live, y))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> new PositionKernel(0)).hasMessageContaining("features = 0");
  }
}
