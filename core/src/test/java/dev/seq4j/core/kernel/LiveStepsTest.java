package dev.seq4j.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LiveStepsTest {

  @Test
  void walksLengthsFromTheFirstStep() {
    LiveSteps live = LiveSteps.lengths(5, 3, 0, 5);
    assertThat(live.batch()).isEqualTo(3);
    assertThat(live.time()).isEqualTo(5);
    assertThat(walk(live, 0)).containsExactly(0, 1, 2);
    assertThat(walk(live, 1)).isEmpty();
    assertThat(walk(live, 2)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void walksAnyMaskInBothDirections() {
    LiveSteps live = LiveSteps.mask(2, 4, new float[] {0, 1, 0, 1, 1, 1, 0, 0});
    assertThat(walk(live, 0)).containsExactly(1, 3);
    assertThat(walk(live, 1)).containsExactly(0, 1);
    assertThat(walk(live.reversed(), 0)).containsExactly(3, 1);
    assertThat(walk(live.reversed(), 1)).containsExactly(1, 0);
    assertThat(walk(live.reversed().reversed(), 0)).containsExactly(1, 3);
  }

  @Test
  void laterChangesOfTheLengthsDoNotMatter() {
    int[] lengths = {2};
    LiveSteps live = LiveSteps.lengths(4, lengths);
    lengths[0] = 9;
    assertThat(live.length(0)).isEqualTo(2);
  }

  @Test
  void whateverIsNotZeroIsLive() {
    LiveSteps live = LiveSteps.mask(1, 4, new float[] {0, 0.5f, -0f, -2});
    assertThat(walk(live, 0)).containsExactly(1, 3);
  }

  @Test
  void refusesWhatIsNoMask() {
    assertThatThrownBy(() -> LiveSteps.lengths(4, 1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lengths[1] = 5: must be in [0, 4]");
    assertThatThrownBy(() -> LiveSteps.mask(2, 2, new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mask of 3 values: must have 2 x 2");
    assertThatThrownBy(() -> LiveSteps.all(-1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch = -1: must not be negative");
  }

  private static int[] walk(LiveSteps live, int row) {
    int[] steps = new int[live.length(row)];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = live.step(row, i);
    }
    return steps;
  }
}
