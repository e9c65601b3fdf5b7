package dev.seq4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class InvalidInputExceptionTest {

  @Test
  void keepsTheLineForTheUserAndTheCauseForTheDeveloper() {
    IOException cause = new IOException("disk full");
    InvalidInputException e = new InvalidInputException("model.zip: cannot be written", cause);
    assertThat(e)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model.zip: cannot be written")
        .hasCause(cause);
    assertThat(new InvalidInputException("dropout = 1.4: must be in [0, 1)")).hasNoCause();
  }
}
