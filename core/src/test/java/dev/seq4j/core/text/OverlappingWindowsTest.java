package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OverlappingWindowsTest {

  @Property(tries = 500, seed = "1")
  void eachTokenIsJudgedOnceWithAContextOnBothSides(
      @ForAll @IntRange(min = 1, max = 300) int tokens,
      @ForAll @IntRange(min = 4, max = 80) int length) {
    OverlappingWindows windows = new OverlappingWindows(tokens, length);
    int next = 0;
    for (int window = 0; window < windows.count(); window++) {
      assertThat(windows.to(window) - windows.from(window)).isBetween(1, length);
      assertThat(windows.judgedFrom(window)).isEqualTo(next);
      assertThat(windows.judgedTo(window)).isGreaterThan(next);
      if (window > 0) {
        assertThat(next - windows.from(window)).isEqualTo(length / 4);
      }
      next = windows.judgedTo(window);
      if (window < windows.count() - 1) {
        assertThat(windows.to(window) - next).isGreaterThanOrEqualTo(length / 4);
      }
    }
    assertThat(next).isEqualTo(tokens);
    assertThat(windows.to(windows.count() - 1)).isEqualTo(tokens);
  }

  @Test
  void refusesWhatHasNoContext() {
    assertThatThrownBy(() -> new OverlappingWindows(0, 8))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("tokens = 0: must be 1 or above");
    assertThatThrownBy(() -> new OverlappingWindows(9, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("window = 3: must be 4 or above");
  }
}
