package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TextMetricsTest {

  @Test
  void theLossIsSharedOutAmongCharacters() {
    TextMetrics words = new TextMetrics(4.5, 0.25, 10, 45, 2);
    assertThat(words.lossPerCharacter()).isEqualTo(1);
    assertThat(words.bitsPerCharacter()).isCloseTo(1.4427, within(1e-4));
    assertThat(words.perplexity()).isCloseTo(90.0171, within(1e-4));
    assertThat(words.unknownRate()).isEqualTo(0.2);
  }
}
