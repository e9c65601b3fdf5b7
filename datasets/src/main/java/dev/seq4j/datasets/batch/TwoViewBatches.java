package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Labelled texts that a network sees in two ways, such as their words in order and their n-grams:
 * {@link TextBatches} of the first view with the second one beside it.
 *
 * <pre>
 *   first    INT32 [batch, time]       first input, as in {@link TextBatches}
 *   second   INT32 [batch, numbers]    second input: numbers of the same texts; 0 in padded cells
 *   labels   INT32 [batch, 1]          the class
 * </pre>
 *
 * <p>Both inputs have a mask, FLOAT: 1 for a number, 0 for padding, which is at the end of a row.
 * Texts are put into batches by their length in the first view, and words are dropped there only.
 * The arrays belong to whoever takes them and stay valid.
 */
public final class TwoViewBatches extends EpochMultiIterator {

  private static final long serialVersionUID = 1L;

  private final transient TextBatches first;
  private final transient EncodedTexts second;

  /**
   * @param first batches of the texts' first view; only its settings are used, not its position
   * @param second the other view of the same texts in the same order
   * @throws InvalidInputException if there are not as many texts, or their labels differ
   */
  public TwoViewBatches(TextBatches first, EncodedTexts second) {
    this.first = Objects.requireNonNull(first, "first");
    this.second = Objects.requireNonNull(second, "second");
    first.texts().requireSameLabels(second);
  }

  @Override
  MultiDataSet make(int epochNumber, int batchNumber) {
    DataSet view = first.make(epochNumber, batchNumber);
    int[] rows = first.rows(epochNumber, batchNumber);
    int longest = Arrays.stream(rows).map(second::length).max().getAsInt();
    int[] ids = new int[Math.multiplyExact(rows.length, longest)]; // [batch, numbers]
    int[] lengths = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      second.copyIds(rows[row], ids, row * longest);
      lengths[row] = second.length(rows[row]);
    }
    return new org.nd4j.linalg.dataset.MultiDataSet(
        new INDArray[] {view.getFeatures(), array(ids, rows.length, longest)},
        new INDArray[] {view.getLabels()},
        new INDArray[] {view.getFeaturesMaskArray(), mask(lengths, longest)},
        null);
  }

  @Override
  public int batchesPerEpoch() {
    return first.batchesPerEpoch();
  }

  /**
   * @return the most rows that a batch has
   */
  @Override
  public int batch() {
    return first.batch();
  }
}
