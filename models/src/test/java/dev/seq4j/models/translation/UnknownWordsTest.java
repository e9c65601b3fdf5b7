package dev.seq4j.models.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownWordsTest {

  private static final List<String> SOURCE = List.of("hello", "Zoltan", "!");

  @Test
  void theWordAttendedToMostStandsForAnUnknownOne() {
    float[][] attention = {
      {0.9f, 0.1f, 0, 0}, {0.1f, 0.7f, 0.2f, 0}, {0.3f, 0.2f, 0.3f, 0.2f}, {0, 0, 1, 0}
    };

    assertThat(UnknownWords.replace(List.of("bonjour", "<unk>", "<unk>", "!"), SOURCE, attention))
        .containsExactly("bonjour", "Zoltan", "hello", "!");
  }

  @Test
  void whatIsNoWordOfTheSourceIsNotTaken() {
    // The last place is that of padding or of an end mark.
    float[][] attention = {{0.1f, 0.1f, 0.2f, 0.6f}};

    assertThat(UnknownWords.replace(List.of("<unk>"), SOURCE, attention)).containsExactly("!");
    assertThat(UnknownWords.replace(List.of("<unk>"), List.of(), attention))
        .containsExactly("<unk>");
  }
}
