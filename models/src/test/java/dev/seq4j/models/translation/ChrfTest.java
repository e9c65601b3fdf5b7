package dev.seq4j.models.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChrfTest {

  private static double of(String hypothesis, String... references) {
    return Chrf.of(List.of(hypothesis), List.of(Arrays.asList(references))).score();
  }

  /** The sentences of the example in sacreBLEU's README; the numbers are of its version 2.6.0. */
  @Test
  void isSacreBleusOnItsOwnExample() {
    List<String> hypotheses =
        List.of("The dog bit the man.", "It wasn't surprising.", "The man had just bitten him.");
    List<List<String>> references =
        List.of(
            List.of("The dog bit the man.", "The dog had bit the man."),
            List.of("It was not unexpected.", "No one was surprised."),
            List.of("The man bit him first.", "The man had bitten the dog."));

    Chrf chrf = Chrf.of(hypotheses, references);

    assertThat(chrf).hasToString("chrF2 = 59.73");
    assertThat(chrf.score()).isCloseTo(59.72751782684763, within(1e-9));
    assertThat(of(hypotheses.get(1), "It was not unexpected.", "No one was surprised."))
        .isCloseTo(35.34635301425291, within(1e-9));
    assertThat(of(hypotheses.get(2), "The man bit him first.", "The man had bitten the dog."))
        .isCloseTo(51.87740799504779, within(1e-9));
  }

  /**
   * By hand: "ab" has a, b and ab, all right; "abc" has a, b, c, ab, bc and abc. Lengths 1 and 2
   * are in both, so P = 1 and R = (2/3 + 1/2) / 2 = 7/12.
   *
   * <pre>
   *   chrF = 100 x 5 P R / (4 P + R) = 100 x (35/12) / (55/12) = 63.64
   * </pre>
   */
  @Test
  void averagesOverTheLengthsThatBothHave() {
    assertThat(of("ab", "abc")).isCloseTo(100 * 35.0 / 55, within(1e-9));
  }

  @Test
  void spacesDoNotCountButCaseDoes() {
    assertThat(of("C'est 3,5 % : l'« homme »\u202f!", "C'est 3,5 % : l' « homme » !"))
        .isCloseTo(100, within(1e-9));
    assertThat(of("Le Chat", "le chat")).isLessThan(60);
  }

  @Test
  void isZeroWithoutAnyRightCharacter() {
    assertThat(of("abc", "xyz")).isZero();
    assertThat(of("", "le chat dort")).isZero();
  }

  @Test
  void countsCharactersBeyondTheBasicPlaneAsOne() {
    assertThat(of("😀😀", "😀😂")).isEqualTo(of("aa", "ab"));
  }
}
