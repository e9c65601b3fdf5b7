package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class FrameBatchesTest {

  private static final List<String> CLASSES = List.of("silence", "one", "two");

  private static FrameBatches.Sequence sequence(int... labels) {
    float[][] features = new float[labels.length][2];
    for (int t = 0; t < labels.length; t++) {
      features[t][0] = 10 * labels.length + t;
      features[t][1] = -labels[t];
    }
    return new FrameBatches.Sequence(features, labels);
  }

  private static FrameBatches batches(FrameBatches.Sequence... sequences) {
    return new FrameBatches(List.of(sequences), CLASSES, LengthBuckets.forEvaluation(2));
  }

  @Test
  void aRowIsASequenceThenPadding() {
    FrameBatches batches = batches(sequence(0, 1), sequence(2), sequence(0, 2, 1));
    assertThat(batches.batchesPerEpoch()).isEqualTo(2);
    assertThat(batches.inputColumns()).isEqualTo(2);
    assertThat(batches.totalOutcomes()).isEqualTo(3);
    DataSet batch = batches.next();
    assertThat(batch.getFeatures().shape()).containsExactly(2, 2, 3);
    assertThat(batch.getFeatures().slice(0).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{30, 31, 32}, {0, -2, -1}});
    assertThat(batch.getFeatures().slice(1).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{20, 21, 0}, {0, -1, 0}});
    assertThat(batch.getLabels().shape()).containsExactly(2, 1, 3);
    assertThat(batch.getLabels().reshape(2, 3).toIntMatrix())
        .isDeepEqualTo(new int[][] {{0, 2, 1}, {0, 1, 0}});
    assertThat(batch.getFeaturesMaskArray().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 1, 1}, {1, 1, 0}});
    assertThat(batch.getLabelsMaskArray()).isEqualTo(batch.getFeaturesMaskArray());
    assertThat(batches.next().numExamples()).isEqualTo(1);
    assertThat(batches.hasNext()).isFalse();
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> batches(sequence(0, 3))).hasMessage("label = 3: must be in [0, 3)");
    assertThatThrownBy(
            () -> batches(sequence(1), new FrameBatches.Sequence(new float[1][3], new int[1])))
        .hasMessage("features = 3: must be 2, as in the first frame");
    assertThatThrownBy(() -> new FrameBatches.Sequence(new float[1][3], new int[2]))
        .hasMessage("frames = 1, labels = 2: must be as many, 1 or above");
    assertThatThrownBy(() -> batches()).hasMessageContaining("must be");
  }
}
