package dev.seq4j.models.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BleuTest {

  private static final List<String> SACREBLEU =
      List.of("The dog bit the man.", "It wasn't surprising.", "The man had just bitten him.");

  private static final List<List<String>> SACREBLEU_REFERENCES =
      List.of(
          List.of("The dog bit the man.", "The dog had bit the man."),
          List.of("It was not unexpected.", "No one was surprised."),
          List.of("The man bit him first.", "The man had bitten the dog."));

  private static Bleu of(String hypothesis, String... references) {
    return Bleu.of(List.of(hypothesis), List.of(Arrays.asList(references)));
  }

  /** The example in sacreBLEU's README, and its answer. */
  @Test
  void isSacreBleusOnItsOwnExample() {
    Bleu bleu = Bleu.of(SACREBLEU, SACREBLEU_REFERENCES);

    assertThat(bleu)
        .hasToString(
            "BLEU = 48.53 82.4/50.0/45.5/37.5"
                + " (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18)");
    assertThat(bleu.score()).isCloseTo(48.530827009929865, within(1e-9));
  }

  /**
   * Papineni et al. 2002, example 2: of seven "the" two are in the reference, so p_1 = 2/7. Of 6, 5
   * and 4 longer n-grams none is: smoothed 100/(2 x 6), 100/(4 x 5), 100/(8 x 4). No penalty, as 7
   * is more than 6.
   */
  @Test
  void wordsCountAsOftenAsTheReferenceHasThem() {
    Bleu bleu = of("the the the the the the the", "the cat is on the mat");

    assertThat(bleu.precisions().get(0)).isCloseTo(200.0 / 7, within(1e-9));
    assertThat(bleu.precisions().subList(1, 4))
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
        .containsExactly(100.0 / 12, 100.0 / 20, 100.0 / 32);
    assertThat(bleu.brevityPenalty()).isEqualTo(1);
    assertThat(bleu.score()).isCloseTo(7.809849842300637, within(1e-9));
  }

  /**
   * By hand: 5 of 6 words, 4 of 5 pairs, 3 of 4 triples, 2 of 3 quadruples are right.
   *
   * <pre>
   *   BLEU = 100 (5/6 x 4/5 x 3/4 x 2/3)^(1/4) = 100 (1/3)^(1/4) = 75.98
   * </pre>
   */
  @Test
  void isTheGeometricMeanOfThePrecisions() {
    assertThat(of("le chat est sur le tapis", "le chat est sur le lit").score())
        .isCloseTo(100 * Math.pow(1.0 / 3, 0.25), within(1e-9));
  }

  /**
   * By hand: 4 of 5 words (du is wrong), 2 of 4 pairs, 1 of 3 triples, none of 2 quadruples, which
   * counts as 1/(2 x 2); 5 words where the reference has 6.
   *
   * <pre>
   *   BLEU = 100 exp(1 - 6/5) (4/5 x 1/2 x 1/3 x 1/4)^(1/4) = 100 x 0.81873 x 0.42729 = 34.98
   * </pre>
   */
  @Test
  void shortTranslationsArePunished() {
    Bleu bleu = of("le chat boit du lait", "le chat boit un lait chaud");

    assertThat(bleu.brevityPenalty()).isCloseTo(Math.exp(-0.2), within(1e-12));
    assertThat(bleu.score())
        .isCloseTo(100 * Math.exp(-0.2) * Math.pow(1.0 / 30, 0.25), within(1e-9))
        .isCloseTo(34.98330125272253, within(1e-9));
  }

  @Test
  void theNearestReferenceGivesTheLength() {
    assertThat(of("a b c d", "a b c d e f g", "a b c").referenceLength()).isEqualTo(3);
    assertThat(of("a b c d", "a b c d e", "a b c").referenceLength())
        .as("the shorter of two as near")
        .isEqualTo(3);
    assertThat(of("a b c d", "a b c d e", "a").referenceLength()).isEqualTo(5);
  }

  @Test
  void whatIsTranslatedAsTheReferenceIsPerfect() {
    assertThat(of("Où est l'arc-en-ciel ?", "Où est l'arc-en-ciel ?").score())
        .isCloseTo(100, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"abc, xyz", "'', le chat dort", "le chat, le chat dort"})
  void isZeroWithoutAnyRightWordOrAnyOfFour(String hypothesis, String reference) {
    assertThat(of(hypothesis, reference).score()).isZero();
  }

  /** The tokens are sacreBLEU's of version 2.6.0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Hello, world! It's 3.5 or 1,000-2,000; (a/b) &quot;x&amp;y&quot; <skipped>end."
            + "|Hello , world ! It's 3.5 or 1,000 - 2,000 ; ( a / b ) \" x & y \" end .",
        "Qu'est-ce\u202f? « 3,5 » 10-11 a.b U.S. #5 50% 20€"
            + "|Qu'est-ce ? « 3,5 » 10 - 11 a . b U . S . # 5 50 % 20€"
      })
  void cutsWordsAsMtevalDoes(String text, String tokens) {
    assertThat(String.join(" ", MtevalTokenizer.tokenize(text))).isEqualTo(tokens);
  }

  @Test
  void joinsLinesAsMtevalDoes() {
    assertThat(String.join(" ", MtevalTokenizer.tokenize("x-\ny\nz A-1 1-A ..., ...5,5.\n")))
        .isEqualTo("xy z A-1 1 - A . . . , . . . 5,5 .");
  }

  @Test
  void saysHowItGoesWithTheLengthOfSentences() {
    int[] lengths = {9, 2, 5, 3, 12, 2};
    List<String> right = List.of("a b c d e", "b c d e f", "c d e f", "d e f g", "x y", "f g h i");
    List<List<String>> references =
        right.stream()
            .map(text -> Collections.singletonList(text.replace("x y", "a b c d")))
            .toList();

    List<LengthBleu> thirds = LengthBleu.ofParts(3, lengths, right, references);
    List<LengthBleu> fives = LengthBleu.ofWidth(5, lengths, right, references);

    assertThat(thirds).extracting(LengthBleu::shortest).containsExactly(2, 3, 9);
    assertThat(thirds).extracting(LengthBleu::longest).containsExactly(2, 5, 12);
    assertThat(thirds).extracting(LengthBleu::sentences).containsExactly(2, 2, 2);
    assertThat(thirds.get(1).bleu().score()).isCloseTo(100, within(1e-9));
    assertThat(thirds.get(2).bleu())
        .isEqualTo(
            Bleu.of(List.of("a b c d e", "x y"), List.of(references.get(0), references.get(4))));
    assertThat(fives).extracting(LengthBleu::shortest).containsExactly(2, 9, 12);
    assertThat(fives).extracting(LengthBleu::sentences).containsExactly(4, 1, 1);
    assertThat(fives.get(2).bleu().score()).isZero();
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    List<List<String>> one = List.of(List.of("a"));
    refuses(() -> Bleu.of(List.of(), List.of()), "translations = 0: must be 1 or above");
    refuses(
        () -> Bleu.of(List.of("a", "b"), one),
        "references: for 1 sentences, there are 2 translations");
    refuses(
        () -> Chrf.of(List.of("a"), List.of(List.of())),
        "references of sentence 0: must be 1 or above");
    refuses(
        () -> LengthBleu.ofParts(2, new int[] {1}, List.of("a"), one),
        "parts = 2: must be in [1, 1], the sentences");
    refuses(
        () -> LengthBleu.ofWidth(0, new int[] {1}, List.of("a"), one),
        "width = 0: must be 1 or above");
    refuses(
        () -> LengthBleu.ofWidth(1, new int[] {1, 2}, List.of("a"), one),
        "lengths: of 2 sentences, there are 1 translations");
  }

  private static void refuses(Runnable action, String message) {
    assertThatThrownBy(action::run).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }
}
