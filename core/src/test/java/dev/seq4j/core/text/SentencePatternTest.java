package dev.seq4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentencePatternTest {

  private static final SentencePattern PATTERN =
      new SentencePattern(
          List.of(List.of("a red", "a blue"), List.of("ball"), List.of("grows", "shrinks")));

  @Test
  void numbersWordsPlaceAfterPlace() {
    assertThat(PATTERN.size()).isEqualTo(5);
    assertThat(PATTERN.words()).containsExactly("a red", "a blue", "ball", "grows", "shrinks");
    for (int place = 0; place < 3; place++) {
      for (String word : PATTERN.places().get(place)) {
        assertThat(PATTERN.words().get(PATTERN.id(place, word))).isEqualTo(word);
      }
    }
    assertThat(PATTERN.first(2)).isEqualTo(3);
  }

  @Test
  void makesASentenceOfWords() {
    assertThat(SentencePattern.join(List.of("a blue", "ball", "grows")))
        .isEqualTo("a blue ball grows");
  }

  @Test
  void refusesWhatIsNoPattern() {
    assertThatThrownBy(() -> new SentencePattern(List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("places of a sentence: must be one or more");
    assertThatThrownBy(() -> new SentencePattern(List.of(List.of("a", "b", "a"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("words of a place = [a, b, a]: must be one or more, each once");
    assertThatThrownBy(() -> PATTERN.id(0, "ball"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("word = ball: must be one of a red, a blue");
  }
}
