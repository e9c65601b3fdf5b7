package dev.seq4j.apps.text;

import static org.assertj.core.api.Assertions.assertThat;

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
}
