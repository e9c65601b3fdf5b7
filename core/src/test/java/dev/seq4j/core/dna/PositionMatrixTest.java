package dev.seq4j.core.dna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PositionMatrixTest {

  private static final PositionMatrix GATA =
      PositionMatrix.ofCounts(
          new double[][] {{0, 0, 8, 0}, {8, 0, 0, 0}, {0, 0, 0, 8}, {6, 0, 2, 0}, {1, 1, 1, 1}});

  @Test
  void knowsItsLettersAndHowMuchIsKnownOfEach() {
    assertThat(GATA.consensus()).isEqualTo("GATAA");
    assertThat(GATA.bits(0)).isEqualTo(2);
    assertThat(GATA.bits(3)).isCloseTo(2 - 0.811278, within(1e-6)); // the entropy of 3/4 and 1/4
    assertThat(GATA.bits(4)).isCloseTo(0, within(1e-12));
    assertThat(GATA.bits()).isCloseTo(8 - 0.811278, within(1e-6));
  }

  @Test
  void theOtherStrandHasTheSameInformation() {
    PositionMatrix other = GATA.reverseComplement();
    assertThat(other.part(1, 4).consensus()).isEqualTo("TATC");
    assertThat(other.bits()).isCloseTo(GATA.bits(), within(1e-12));
    assertThat(other.reverseComplement().consensus()).isEqualTo(GATA.consensus());
  }

  @Test
  void findsItselfAtAnyShiftOnEitherStrand() {
    for (int shift = -2; shift <= 0; shift++) {
      PositionMatrix wider = GATA.part(shift, 9);
      PositionMatrix.Match match = GATA.match(wider);
      assertThat(match.correlation()).isCloseTo(1, within(1e-9));
      assertThat(match.shift()).isEqualTo(shift);
      assertThat(match.reversed()).isFalse();
      assertThat(GATA.match(wider.reverseComplement()).reversed()).isTrue();
      assertThat(GATA.match(wider.reverseComplement()).correlation()).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void aPartIsNoWholeMatch() {
    assertThat(GATA.match(GATA.part(0, 2)).correlation()).isBetween(0.5, 0.9);
  }

  @Test
  void scoresTheBestWindowOfEitherStrand() {
    double site = GATA.bestScore(Dna.encode("CCCGATAACC"));
    assertThat(GATA.bestScore(Dna.reverseComplement(Dna.encode("CCCGATAACC")))).isEqualTo(site);
    assertThat(GATA.bestScore(Dna.encode("CCCCCCCCCC"))).isLessThan(0);
    // ln(4 * 1.01 / 1.04) for a place that is certain, ln(4 * 0.76 / 1.04) for three quarters.
    double expected = 3 * Math.log(4 * 1.01 / 1.04) + Math.log(4 * 0.76 / 1.04);
    assertThat(site).isCloseTo(expected, within(1e-9));
    assertThat(GATA.bestScore(Dna.encode("GATA"))).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(GATA.bestScore(Dna.encode("NNNNN"))).isZero();
  }

  @Test
  void refusesCountsThatAreNone() {
    assertThatThrownBy(() -> PositionMatrix.ofCounts(new double[][] {{0, 0, 0, 0}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("counts of place 0");
    assertThatThrownBy(() -> PositionMatrix.ofCounts(new double[][] {{1, 2, 3}}))
        .hasMessageContaining("must be 4");
  }
}
