package dev.seq4j.datasets.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

class TwoViewBatchesTest {

  private static final int[] LABELS = {0, 1, 0, 1, 1};
  private static final List<String> CLASSES = List.of("bad", "good");
  private static final EncodedTexts WORDS =
      EncodedTexts.of(
          new int[][] {{2, 3, 4}, {5}, {6, 7}, {2, 2, 2, 2}, {3, 3}}, LABELS, CLASSES, 8);
  private static final EncodedTexts FEATURES =
      EncodedTexts.of(new int[][] {{9}, {8, 7}, {6, 5, 4}, {3}, {2, 9, 2, 9}}, LABELS, CLASSES, 10);

  private static TextBatches words(LengthBuckets buckets) {
    return new TextBatches(WORDS, buckets);
  }

  @Test
  void bothViewsOfATextStandInTheSameRow() {
    LengthBuckets buckets = LengthBuckets.forTraining(2, 7);
    TextBatches words = words(buckets);
    TwoViewBatches both = new TwoViewBatches(words(buckets), FEATURES);
    assertThat(both.batchesPerEpoch()).isEqualTo(3);
    for (int epoch = 0; epoch < 3; epoch++) {
      words.seek(epoch, 0);
      both.seek(epoch, 0);
      for (int batch = 0; both.hasNext(); batch++) {
        int[] texts = words.originalIndices(batch);
        DataSet first = words.next();
        MultiDataSet made = both.next();
        assertThat(made.getFeatures(0)).isEqualTo(first.getFeatures());
        assertThat(made.getFeaturesMaskArray(0)).isEqualTo(first.getFeaturesMaskArray());
        assertThat(made.getLabels(0)).isEqualTo(first.getLabels());
        for (int row = 0; row < texts.length; row++) {
          int[] expected = FEATURES.ids(texts[row]);
          int[] found = made.getFeatures(1).toIntMatrix()[row];
          float[] mask = made.getFeaturesMaskArray(1).toFloatMatrix()[row];
          assertThat(Arrays.copyOf(found, expected.length)).isEqualTo(expected);
          for (int i = 0; i < found.length; i++) {
            assertThat(mask[i]).isEqualTo(i < expected.length ? 1 : 0);
            assertThat(found[i] == 0).isEqualTo(i >= expected.length);
          }
        }
      }
    }
  }

  @Test
  void aBatchIsAFunctionOfItsEpochAndNumber() {
    TwoViewBatches both =
        new TwoViewBatches(
            words(LengthBuckets.forTraining(2, 7)).withWordDropout(0.5, 7), FEATURES);
    both.seek(4, 1);
    MultiDataSet once = both.next();
    both.seek(4, 1);
    MultiDataSet again = both.next();
    assertThat(again.getFeatures(0)).isEqualTo(once.getFeatures(0));
    assertThat(again.getFeatures(1)).isEqualTo(once.getFeatures(1));
    assertThat(both.batch()).isEqualTo(2);
  }

  @Test
  void otherTextsAreRefused() {
    EncodedTexts others = FEATURES.select(new int[] {1, 0, 2, 3, 4});
    TextBatches words = words(LengthBuckets.forEvaluation(2));
    assertThatThrownBy(() -> new TwoViewBatches(words, others))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "texts: 5 in one view and 5 in the other: must be the same texts with the same labels");
  }
}
