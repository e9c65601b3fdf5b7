package dev.seq4j.datasets.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.SentencePair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairFilterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I am here.",
        "I'm here.",
        "He's, well, late.",
        "YOU'RE late.",
        "they are",
        "We are"
      })
  void theTutorialTakesSentencesAboutSomebodysState(String sentence) {
    assertThat(PairFilter.TUTORIAL.test(new SentencePair(sentence, "Me voici."))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"I amuse you.", "I'mpossible", "Here I am.", "He was late.", "I", ""})
  void theTutorialTakesNoOthers(String sentence) {
    assertThat(PairFilter.TUTORIAL.test(new SentencePair(sentence, "Me voici."))).isFalse();
  }

  @Test
  void countsTheWordsOfBothSentences() {
    PairFilter three = PairFilter.DEFAULT.withMaxWords(3);

    assertThat(three.test(new SentencePair("one two three", " a b  c "))).isTrue();
    assertThat(three.test(new SentencePair("one two three four", "a"))).isFalse();
    assertThat(three.test(new SentencePair("one", "a b c d"))).isFalse();
    assertThat(PairFilter.TUTORIAL.test(new SentencePair("I am " + "so ".repeat(8), "a"))).isTrue();
    assertThat(PairFilter.TUTORIAL.test(new SentencePair("I am " + "so ".repeat(9), "a")))
        .isFalse();
    assertThatThrownBy(() -> three.withMaxWords(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("max words = 0: must be 1 or above");
  }
}
