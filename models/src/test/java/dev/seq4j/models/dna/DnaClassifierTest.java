package dev.seq4j.models.dna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.dna.Dna;
import dev.seq4j.models.bundle.Provenance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DnaClassifierTest {

  private static final DnaSettings SMALL = new DnaSettings(4, 5, 3, 3, 0, 0.01, 1);

  private static final List<String> SEQUENCES =
      List.of("ACGTACGTTTGACA", "GATTACANNC", "T", "CCCCCCCCCCCCCCCCCCCCC");

  private static DnaClassifier classifier() {
    return DnaClassifier.create(SMALL, List.of("free", "bound"));
  }

  @Test
  void eitherStrandHasTheSameAnswer() {
    double[] answers = classifier().probabilities(SEQUENCES);
    double[] ofTheOther =
        classifier()
            .probabilities(
                SEQUENCES.stream()
                    .map(sequence -> Dna.decode(Dna.reverseComplement(Dna.encode(sequence))))
                    .toList());
    assertThat(ofTheOther).containsExactly(answers, within(1e-6));
    assertThat(answers[0]).isNotCloseTo(answers[1], within(1e-6));
  }

  @Test
  void companyInTheBatchChangesNothing() {
    double[] together = classifier().probabilities(SEQUENCES);
    for (int i = 0; i < together.length; i++) {
      assertThat(classifier().probabilities(List.of(SEQUENCES.get(i)))[0])
          .isCloseTo(together[i], within(1e-6));
    }
  }

  @Test
  void aModelFileGivesTheSameAnswers(@TempDir Path folder) {
    Path file = folder.resolve("model.zip");
    DnaClassifier classifier = classifier();
    classifier.save(file, Provenance.UNKNOWN);
    DnaClassifier read = DnaClassifier.load(file);
    assertThat(read.settings()).isEqualTo(SMALL);
    assertThat(read.labels()).containsExactly("free", "bound");
    assertThat(read.probabilities(SEQUENCES)).isEqualTo(classifier.probabilities(SEQUENCES));
  }

  @Test
  void readsAFilterBackFromWhatItAnswersTo() {
    double[][] gat = {{0, 0, 1, 0}, {1, 0, 0, 0}, {0, 0, 0, 1}};
    List<int[]> sequences =
        List.of(
            Dna.encode("CCCGATCC"),
            Dna.encode("GATGGGGG"),
            Dna.encode("CCGACCCC"), // two of three letters: an answer of 1, half of the highest
            Dna.encode("GA")); // too short for a window
    FilterMotif motif = FilterMotif.read(7, gat, -1, sequences);
    assertThat(motif.filter()).isEqualTo(7);
    assertThat(motif.matrix().consensus()).isEqualTo("GAT");
    assertThat(motif.sites()).isEqualTo(2);
    assertThat(motif.highest()).isEqualTo(2);
    assertThat(motif.matrix().bits()).isCloseTo(6, within(1e-9));
    assertThat(FilterMotif.read(0, gat, -3, sequences)).isNull();
  }

  @Test
  void aFilterReadsTheOtherStrandToo() {
    double[][] gat = {{0, 0, 1, 0}, {1, 0, 0, 0}, {0, 0, 0, 1}};
    FilterMotif motif = FilterMotif.read(0, gat, 0, List.of(Dna.encode("CCCATCCC")));
    assertThat(motif.highest()).isEqualTo(3);
    assertThat(motif.matrix().consensus()).isEqualTo("GAT");
  }

  @Test
  void filtersAreReadFromTheNetworkAsItComputesThem() {
    DnaClassifier classifier = classifier();
    List<FilterMotif> motifs = classifier.filterMotifs(SEQUENCES);
    assertThat(motifs).isNotEmpty();
    assertThat(motifs.get(0).matrix().width()).isEqualTo(5);
  }

  @Test
  void refusesWhatItCannotUse() {
    assertThatThrownBy(() -> DnaClassifier.create(SMALL, List.of("a", "a")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("labels = [a, a]: must be two, different");
    assertThatThrownBy(() -> classifier().probabilities(List.of("")))
        .hasMessage("sequence: is empty, must have letters");
    assertThatThrownBy(() -> classifier().probabilities(List.of("ACGX")))
        .hasMessageContaining("letter 4 of the sequence = X");
    assertThatThrownBy(() -> new DnaSettings(0, 5, 3, 3, 0, 0.01, 1))
        .hasMessage("filters = 0: must be 1 or above");
  }
}
