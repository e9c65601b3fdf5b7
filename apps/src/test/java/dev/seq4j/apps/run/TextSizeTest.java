package dev.seq4j.apps.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import org.junit.jupiter.api.Test;

class TextSizeTest {

  @Test
  void aTextThatMemoryCannotHoldIsRefused() {
    TextSize.requireRoom("short", 1L << 20, 16L << 20);
    assertThatThrownBy(() -> TextSize.requireRoom("long", (1L << 20) + 1, 16L << 20))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "long: has 1,048,577 characters, at most 1,048,576 can be trained on with 16 MB of"
                + " heap; -Xmx in JAVA_OPTS gives more");
  }
}
