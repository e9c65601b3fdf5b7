package dev.seq4j.core.kernel.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.kernel.NativeArray;
import org.junit.jupiter.api.Test;

class EmbeddingStepperTest {

  @Test
  void givesRowsOfItsOwnWeights() {
    try (NativeArray weights = NativeArray.of(new double[][] {{1, 2}, {3, 4}, {5, 6}})) {
      EmbeddingStepper stepper = new EmbeddingStepper(weights.floats(), 3, 2);
      weights.put(0, 100);
      float[] output = new float[6];
      stepper.step(new int[] {2, 0, 2}, output);
      assertThat(output).containsExactly(5, 6, 1, 2, 5, 6);
    }
  }

  @Test
  void refusesWhatIsNoRow() {
    try (NativeArray weights = new NativeArray(6)) {
      assertThatThrownBy(() -> new EmbeddingStepper(weights.floats(), 4, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("weights = [0, 8): must lie in [0, 6)");
      EmbeddingStepper stepper = new EmbeddingStepper(weights.floats(), 3, 2);
      assertThatThrownBy(() -> stepper.step(new int[] {3}, new float[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("id = 3: must be in [0, 3)");
      assertThatThrownBy(() -> stepper.step(new int[] {1}, new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("output of 3 floats: must have 1 x 2");
    }
  }
}
