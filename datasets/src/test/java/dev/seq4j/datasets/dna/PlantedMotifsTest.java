package dev.seq4j.datasets.dna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.text.LabelledText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantedMotifsTest {

  private static final PlantedMotifs CTCF =
      new PlantedMotifs(List.of(BindingMotif.CTCF), 60, 0.41, 5);

  private static double share(List<LabelledText> sequences, String label, String letters) {
    long all = 0;
    long chosen = 0;
    for (LabelledText sequence : sequences) {
      if (sequence.label().equals(label)) {
        all += sequence.text().length();
        chosen += sequence.text().chars().filter(letter -> letters.indexOf(letter) >= 0).count();
      }
    }
    return (double) chosen / all;
  }

  @Test
  void halfIsBoundAndAllHaveTheLength() {
    List<LabelledText> made = CTCF.make(100);
    assertThat(made).hasSize(100).allMatch(sequence -> sequence.text().length() == 60);
    assertThat(made).filteredOn(s -> s.label().equals(PlantedMotifs.BOUND)).hasSize(50);
    assertThat(made).allMatch(sequence -> sequence.text().matches("[ACGT]+"));
  }

  @Test
  void isAFunctionOfItsSettings() {
    assertThat(CTCF.make(20)).isEqualTo(CTCF.make(40).subList(0, 20));
    assertThat(new PlantedMotifs(CTCF.motifs(), 60, 0.41, 6).make(20)).isNotEqualTo(CTCF.make(20));
  }

  @Test
  void lettersAloneDoNotTellTheClassesApart() {
    List<LabelledText> made = CTCF.make(4000);
    for (String letters : List.of("GC", "AG")) {
      assertThat(share(made, PlantedMotifs.BOUND, letters))
          .isCloseTo(share(made, PlantedMotifs.FREE, letters), within(0.01));
    }
  }

  @Test
  void theBackgroundHasItsShareOfStrongLetters() {
    List<LabelledText> made = new PlantedMotifs(List.of(BindingMotif.GATA1), 400, 0.8, 1).make(200);
    assertThat(share(made, PlantedMotifs.FREE, "GC")).isCloseTo(0.8, within(0.02));
  }

  @Test
  void boundSequencesHoldTheMotifOnEitherStrand() {
    List<LabelledText> made = CTCF.make(400);
    double threshold = 8; // ln: far above what random letters reach
    long bound = 0;
    long free = 0;
    for (LabelledText sequence : made) {
      boolean site = BindingMotif.CTCF.matrix().bestScore(Dna.encode(sequence.text())) > threshold;
      bound += site && sequence.label().equals(PlantedMotifs.BOUND) ? 1 : 0;
      free += site && sequence.label().equals(PlantedMotifs.FREE) ? 1 : 0;
    }
    assertThat(bound).isGreaterThan(150);
    assertThat(free).isLessThan(10);
  }

  /** As far as random letters do not make up another site by chance. */
  @Test
  void eachBoundSequenceHoldsASiteOfTheMotifWhoseTurnItIs() {
    List<BindingMotif> motifs = List.of(BindingMotif.CTCF, BindingMotif.GATA1);
    List<LabelledText> made = new PlantedMotifs(motifs, 60, 0.41, 5).make(800);
    int likelier = 0;
    for (int i = 0; i < made.size(); i += 2) { // the bound ones
      int[] letters = Dna.encode(made.get(i).text());
      double own = motifs.get(i / 2 % 2).matrix().bestScore(letters);
      double other = motifs.get(1 - i / 2 % 2).matrix().bestScore(letters);
      likelier += own > other ? 1 : 0;
    }
    assertThat(likelier).isGreaterThan(360);
  }

  @Test
  void motifsAreWhatTheirConsensusSays() {
    assertThat(BindingMotif.GATA1.matrix().consensus()).isEqualTo("TTCTTATCTGT");
    assertThat(BindingMotif.CTCF.matrix().consensus()).isEqualTo("TGGCCACCAGGGGGCGCTA");
    assertThat(BindingMotif.TATA.matrix().consensus()).contains("TATAAA");
    assertThat(BindingMotif.SP1.matrix().consensus()).isEqualTo("GCCCCGCCCCC");
  }

  @Test
  void partsKeepTheTwoStrandsTogether() {
    List<LabelledText> made = new ArrayList<>(CTCF.make(200));
    for (LabelledText sequence : List.copyOf(made)) {
      int[] other = Dna.reverseComplement(Dna.encode(sequence.text()));
      made.add(new LabelledText(Dna.decode(other), sequence.label()));
    }
    DnaParts parts = DnaParts.of(made, 0.25, 0.2, 1);
    assertThat(parts.test()).hasSize(80);
    assertThat(parts.validation()).hasSize(80);
    assertThat(parts.train()).hasSize(240);
    for (LabelledText sequence : parts.test()) {
      int[] other = Dna.reverseComplement(Dna.encode(sequence.text()));
      assertThat(parts.test()).contains(new LabelledText(Dna.decode(other), sequence.label()));
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new PlantedMotifs(List.of(BindingMotif.CTCF), 18, 0.4, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("length = 18: must be 19 or above, for [CTCF]");
    List<BindingMotif> two = List.of(BindingMotif.GATA1, BindingMotif.CTCF);
    assertThat(new PlantedMotifs(two, 19, 0.4, 1).make(4)).hasSize(4);
    assertThatThrownBy(() -> new PlantedMotifs(List.of(), 18, 0.4, 1))
        .hasMessage("motifs = []: must be one or more, different");
    assertThatThrownBy(() -> new PlantedMotifs(List.of(BindingMotif.CTCF), 50, 1.4, 1))
        .hasMessage("gc = 1.4: must be in [0, 1]");
    assertThatThrownBy(() -> CTCF.make(1)).hasMessage("sequences = 1: must be 2 or above");
  }
}
