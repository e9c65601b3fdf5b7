package dev.seq4j.models.labelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkedTextTest {

  @Provide
  Arbitrary<List<MarkedWord>> texts() {
    Arbitrary<String> words =
        Arbitraries.of("a", "i", "don't", "well-known", "of", "été", "αθηνα", "x9", "1,775", "7");
    return Combinators.combine(
            words, Arbitraries.of(Capital.values()), Arbitraries.of(Mark.values()))
        .as(
            (word, capital, mark) ->
                new MarkedWord(word, new WordLabel(fitting(word, capital), mark)))
        .list()
        .ofMaxSize(12);
  }

  /** Capitals that a word can have: a number none, a single letter not more than the first. */
  private static Capital fitting(String word, Capital capital) {
    long letters = word.codePoints().filter(Character::isLetter).count();
    return letters == 0
        ? Capital.NONE
        : letters == 1 && capital == Capital.ALL ? Capital.FIRST : capital;
  }

  @Property(seed = "1")
  void wordsThatWerePutTogetherAreTakenApartAgain(@ForAll("texts") List<MarkedWord> words) {
    assertThat(MarkedText.parse(MarkedText.join(words))).isEqualTo(words);
  }

  @Property(seed = "1")
  void whatIsLostOnceIsLost(@ForAll String text) {
    String joined = MarkedText.join(MarkedText.parse(text));
    assertThat(MarkedText.join(MarkedText.parse(joined))).isEqualTo(joined);
  }

  @Property(seed = "1")
  void everyLabelHasItsNumber(@ForAll Capital capital, @ForAll Mark mark) {
    WordLabel label = new WordLabel(capital, mark);
    assertThat(WordLabel.of(label.number())).isEqualTo(label);
    assertThat(WordLabel.names().get(label.number())).isEqualTo(capital + " " + mark);
    assertThat(WordLabel.names()).doesNotHaveDuplicates().hasSize(24);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Good day, Mr. Lorry--I am late!"   | Good day, Mr. Lorry--I am late!
          'Stop!--' (he said) "NO."           | Stop! he said NO.
          Wait\u2026 a - b \u2014c            | Wait. a--b--c
          McDonald and O'BRIEN                | Mcdonald and O'BRIEN
          one,two;three                       | one, two; three
          ..., -- what?                       | what?
          """)
  void keepsWhatHasALabel(String text, String kept) {
    assertThat(MarkedText.join(MarkedText.parse(text))).isEqualTo(kept);
  }

  @Test
  void takesTheFirstOfSeveralMarks() {
    assertThat(MarkedText.parse("ah!-- oh--? eh,\" uh").stream().map(word -> word.label().mark()))
        .containsExactly(Mark.EXCLAMATION, Mark.DASH, Mark.COMMA, Mark.NONE);
  }

  @Test
  void sentencesBeginAfterTheirMarksButNotAfterTitles() {
    List<MarkedWord> words =
        MarkedText.parse("it was late. Mr. Lorry came! \"Who?\" said he, and: Why? Ah.");
    assertThat(MarkedText.sentences(words)).containsExactly(0, 3, 6, 11);
    assertThat(MarkedText.sentences(List.of())).isEmpty();
  }
}
