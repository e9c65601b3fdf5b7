package dev.seq4j.core.kernel.embedding;

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

class EmbeddingKernelTest {

  @ParameterizedTest
  @CsvSource({"1,1,1,1,1", "3,5,7,4,1", "9,30,400,11,2", "40,60,64,90,3", "2,80,900,5,3"})
  void equalsPlainLoops(int batch, int time, int features, int vocabulary, int threads) {
    Random random = new Random(batch + 31L * time);
    int[] ids = random.ints((long) batch * time, 0, vocabulary).toArray();
    float[] mask = new float[batch * time];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextInt(4) == 0 ? 0 : 1;
    }
    LiveSteps live = LiveSteps.mask(batch, time, mask);
    try (NativeArray weights = new NativeArray(vocabulary * features);
        NativeArray output = new NativeArray(batch * time * features);
        NativeArray gradient = new NativeArray(vocabulary * features);
        EmbeddingKernel kernel = new EmbeddingKernel(vocabulary, features, new Shards(threads))) {
      for (int i = 0; i < vocabulary * features; i++) {
        weights.put(i, random.nextGaussian());
      }
      SequenceView view = SequenceView.timeBatchFeatures(output.floats(), batch, features);
      kernel.forward(weights.floats(), ids, live, view);
      double[] expected = new double[vocabulary * features];
      for (int row = 0; row < batch; row++) {
        for (int t = 0; t < time; t++) {
          for (int feature = 0; feature < features; feature++) {
            int at = row * time + t;
            long place = view.index(row, feature, t);
            float wanted = mask[at] * weights.get((long) ids[at] * features + feature);
            assertThat(output.get(place)).isEqualTo(wanted);
            expected[ids[at] * features + feature] += wanted;
          }
        }
      }
      for (int times = 1; times <= 2; times++) {
        kernel.backward(view, ids, live, gradient.floats(), times == 2);
        for (int i = 0; i < expected.length; i++) {
          assertThat((double) gradient.get(i))
              .isCloseTo(times * expected[i], org.assertj.core.data.Offset.offset(times * 1e-4));
        }
      }
      assertThat(output.canaries() + gradient.canaries()).as("written outside").isZero();
    }
  }

  @Test
  void refusesWhatDoesNotFitBeforeItWrites() {
    LiveSteps live = LiveSteps.all(2, 1);
    try (NativeArray weights = new NativeArray(12);
        NativeArray output = new NativeArray(6);
        EmbeddingKernel kernel = new EmbeddingKernel(4, 3, new Shards(1))) {
      SequenceView view = SequenceView.timeBatchFeatures(output.floats(), 2, 3);
      assertThatThrownBy(() -> kernel.forward(weights.floats(), new int[] {1, 4}, live, view))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("ids[1, 0] = 4: must be in [0, 4)");
      assertThatThrownBy(() -> kernel.forward(weights.floats(), new int[] {1}, live, view))
          .hasMessageContaining("must be 2 x 1");
      assertThatThrownBy(
              () -> kernel.backward(view, new int[] {1, 1}, live, output.floats(), false))
          .hasMessageContaining("weight gradient");
      assertThatThrownBy(
              () -> kernel.forward(weights.floats(), new int[3], LiveSteps.all(3, 1), view))
          .hasMessageContaining("output");
      assertThat(output.canaries()).isEqualTo(6);
    }
  }

  @Test
  void refusesSizesAndUseAfterClose() {
    assertThatThrownBy(() -> new EmbeddingKernel(0, 3)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new EmbeddingKernel(1 << 20, 1 << 12)).hasMessageContaining("2 GB");
    EmbeddingKernel kernel = new EmbeddingKernel(4, 3);
    kernel.close();
    try (NativeArray array = new NativeArray(12)) {
      SequenceView view = SequenceView.timeBatchFeatures(array.floats(), 1, 3);
      assertThatThrownBy(
              () -> kernel.forward(array.floats(), new int[1], LiveSteps.all(1, 1), view))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }
}
