package dev.seq4j.models.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

class ScheduledSamplingTest {

  private static final int BATCHES = 4;

  private final Translator translator =
      Translator.create(
          TranslatorSettings.of(TranslatorArchitecture.ATTENTION).withEmbedding(8).withUnits(8),
          Backwards.LETTERS,
          Backwards.LETTERS);

  private ScheduledSampling sampling(double last, int epochs) {
    return new ScheduledSampling(new Backwards(16, BATCHES), translator, last, epochs);
  }

  private static MultiDataSet plain(int batch) {
    Backwards batches = new Backwards(16, BATCHES);
    batches.seek(0, batch);
    return batches.nextBatch();
  }

  @Test
  void theShareOfTrueTokensFallsToTheLast() {
    ScheduledSampling sampling = sampling(0.2, 2);

    assertThat(sampling.share()).isEqualTo(1);
    sampling.seek(1, 0);
    assertThat(sampling.share()).isCloseTo(0.6, within(1e-12));
    sampling.seek(2, 0);
    assertThat(sampling.share()).isCloseTo(0.2, within(1e-12));
    sampling.seek(9, 0);
    assertThat(sampling.share()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void withoutTrueTokensItReadsItsOwn() {
    ScheduledSampling sampling = sampling(0, 1);
    sampling.seek(1, 0);
    MultiDataSet before = plain(0);
    INDArray own =
        translator
            .graph()
            .output(
                false,
                before.getFeatures(),
                before.getFeaturesMaskArrays(),
                before.getLabelsMaskArrays())[0]
            .argMax(1);

    MultiDataSet after = sampling.nextBatch();

    INDArray read = after.getFeatures(1);
    INDArray truth = before.getFeatures(1);
    for (int row = 0; row < 16; row++) {
      assertThat(read.getInt(row, 0)).isEqualTo(truth.getInt(row, 0)); // the mark stays
      for (int t = 1; t < read.size(1); t++) {
        int expected = truth.getInt(row, t) == 0 ? 0 : own.getInt(row, t - 1);
        assertThat(read.getInt(row, t)).isEqualTo(expected);
      }
    }
    assertThat(after.getLabels(0)).isEqualTo(before.getLabels(0));
    assertThat(after.getFeatures(0)).isEqualTo(before.getFeatures(0));
  }

  @Test
  void replacesAboutTheShareThatIsAskedForAndTheSameOnesAgain() {
    ScheduledSampling sampling = sampling(0.5, 1);
    sampling.seek(1, 2);
    INDArray read = sampling.nextBatch().getFeatures(1);
    INDArray truth = plain(2).getFeatures(1);

    double kept = read.eq(truth).castTo(read.dataType()).sumNumber().doubleValue();
    assertThat(kept / read.length()).isBetween(0.5, 0.9); // padding and marks are kept, too
    sampling.seek(1, 2);
    assertThat(sampling.nextBatch().getFeatures(1)).isEqualTo(read);
  }

  @Test
  void allTrueTokensAreTheBatchesThemselves() {
    ScheduledSampling sampling = sampling(1, 1);
    sampling.seek(0, 3);
    assertThat(sampling.nextBatch().getFeatures(1)).isEqualTo(plain(3).getFeatures(1));
    assertThat(sampling.hasNext()).isFalse();
    assertThat(sampling.batchesPerEpoch()).isEqualTo(BATCHES);
  }

  @Test
  void aTrainingCanBeMadeOfThem() {
    translator.trainer().epochs(2).fit(sampling(0.3, 2));
    assertThat(translator.graph().params().sumNumber().doubleValue()).isFinite();
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> sampling(1.1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("teacher forcing = 1.1: must be in [0, 1]");
    assertThatThrownBy(() -> sampling(1, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("epochs = 0: must be 1 or above");
  }
}
