package dev.seq4j.core.dna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DnaTest {

  @Provide
  Arbitrary<String> sequences() {
    return Arbitraries.strings().withChars(Dna.LETTERS.toCharArray()).ofMaxLength(60);
  }

  @Property(tries = 500, seed = "1")
  void encodingIsUndone(@ForAll("sequences") String sequence) {
    assertThat(Dna.decode(Dna.encode(sequence))).isEqualTo(sequence);
  }

  @Property(tries = 500, seed = "1")
  void theOtherStrandOfTheOtherStrandIsTheFirst(@ForAll("sequences") String sequence) {
    int[] strand = Dna.encode(sequence);
    int[] other = Dna.reverseComplement(strand);
    assertThat(Dna.reverseComplement(other)).isEqualTo(strand);
    for (int i = 0; i < strand.length; i++) {
      assertThat(other[strand.length - 1 - i]).isEqualTo(Dna.complement(strand[i]));
    }
  }

  @Property(tries = 300, seed = "1")
  void theOtherStrandIsTheOneHotArrayTurnedBothWays(@ForAll("sequences") String sequence) {
    int[] strand = Dna.encode(sequence);
    float[] columns = Dna.oneHot(List.of(strand));
    float[] other = Dna.oneHot(List.of(Dna.reverseComplement(strand)));
    for (int i = 0; i < columns.length; i++) {
      assertThat(other[columns.length - 1 - i]).isEqualTo(columns[i]);
    }
  }

  @Test
  void pairsLetters() {
    assertThat(Dna.decode(Dna.reverseComplement(Dna.encode("AACGTN")))).isEqualTo("NACGTT");
  }

  @Test
  void anUnknownLetterIsAQuarterOfEachAndBeyondTheEndIsNothing() {
    List<int[]> two = List.of(Dna.encode("CN"), Dna.encode("T"));
    assertThat(Dna.oneHot(two))
        .containsExactly(0, 0.25f, 1, 0.25f, 0, 0.25f, 0, 0.25f, 0, 0, 0, 0, 0, 0, 1, 0);
    assertThat(Dna.mask(two)).containsExactly(1, 1, 1, 0);
  }

  @Test
  void refusesOtherLetters() {
    assertThatThrownBy(() -> Dna.encode("ACX"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("letter 3 of the sequence = X: must be one of A, C, G, T, N");
    assertThatThrownBy(() -> Dna.encode("a")).hasMessageContaining("letter 1 of the sequence = a");
  }
}
