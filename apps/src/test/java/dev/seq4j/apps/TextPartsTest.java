package dev.seq4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import org.junit.jupiter.api.Test;

class TextPartsTest {

  @Test
  void cutsATextIntoThree() {
    assertThat(TextParts.of("abcdefghij", 0.2, 0.3)).isEqualTo(new TextParts("abcde", "fg", "hij"));
    assertThat(TextParts.of("abcdefghij", 0, 0.3)).isEqualTo(new TextParts("abcdefg", "", "hij"));
  }

  @Test
  void tearsNoCharacter() {
    assertThat(TextParts.of("a\ud83d\ude00b", 0, 0.5))
        .isEqualTo(new TextParts("a", "", "\ud83d\ude00b"));
  }

  @Test
  void aTextThatMemoryCannotHoldIsRefused() {
    TextTraining.requireRoom("short", 1L << 20, 16L << 20);
    assertThatThrownBy(() -> TextTraining.requireRoom("long", (1L << 20) + 1, 16L << 20))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "long: has 1,048,577 characters, at most 1,048,576 can be trained on with 16 MB of"
                + " heap; -Xmx in JAVA_OPTS gives more");
  }
}
