package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.text.LabelledText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class DnaBatchesTest {

  private static final List<String> CLASSES = List.of("free", "bound");

  private static final List<LabelledText> SEQUENCES =
      List.of(
          new LabelledText("ACN", "bound"),
          new LabelledText("GG", "free"),
          new LabelledText("AAAAC", "free"),
          new LabelledText("CAT", "bound"),
          new LabelledText("GATTC", "bound"));

  private static DnaBatches batches() {
    return new DnaBatches(SEQUENCES, CLASSES, LengthBuckets.forEvaluation(2));
  }

  /** Returns the letters of a row, as far as its mask reaches. */
  private static String letters(DataSet batch, int row) {
    StringBuilder letters = new StringBuilder();
    for (int t = 0; t < batch.getFeatures().size(2); t++) {
      if (batch.getFeaturesMaskArray().getFloat(row, t) != 0) {
        INDArray column = batch.getFeatures().tensorAlongDimension(row, 1, 2).getColumn(t);
        boolean unknown = column.getFloat(0) == 0.25f;
        letters.append(Dna.LETTERS.charAt(unknown ? Dna.UNKNOWN : column.argMax().getInt(0)));
      }
    }
    return letters.toString();
  }

  private static List<LabelledText> all(DnaBatches batches) {
    List<LabelledText> read = new ArrayList<>();
    while (batches.hasNext()) {
      DataSet batch = batches.next();
      for (int row = 0; row < batch.numExamples(); row++) {
        String label = CLASSES.get(batch.getLabels().getInt(row, 0));
        read.add(new LabelledText(letters(batch, row), label));
      }
    }
    return read;
  }

  @Test
  void everySequenceIsInOneBatchWithItsLabel() {
    assertThat(all(batches())).containsExactlyInAnyOrderElementsOf(SEQUENCES);
    assertThat(batches().batchesPerEpoch()).isEqualTo(3);
    assertThat(batches().inputColumns()).isEqualTo(4);
    assertThat(batches().totalOutcomes()).isEqualTo(2);
  }

  @Test
  void ofBothStrandsEachComesInItsTime() {
    DnaBatches both = batches().withBothStrands(3);
    List<List<LabelledText>> epochs = new ArrayList<>();
    for (int epoch = 0; epoch < 20; epoch++) {
      both.seek(epoch, 0);
      epochs.add(all(both));
    }
    for (LabelledText sequence : SEQUENCES) {
      LabelledText other =
          new LabelledText(
              Dna.decode(Dna.reverseComplement(Dna.encode(sequence.text()))), sequence.label());
      long asItIs = epochs.stream().filter(epoch -> epoch.contains(sequence)).count();
      long turned = epochs.stream().filter(epoch -> epoch.contains(other)).count();
      assertThat(asItIs + turned).isEqualTo(20);
      assertThat(asItIs).isBetween(3L, 17L);
    }
    both.seek(7, 0);
    assertThat(all(both)).isEqualTo(epochs.get(7));
  }

  @Test
  void refusesOtherLabels() {
    assertThatThrownBy(
            () -> new DnaBatches(SEQUENCES, List.of("free"), LengthBuckets.forEvaluation(2)))
        .hasMessage("label = bound: must be one of [free]");
  }
}
