package dev.seq4j.datasets.batch;

import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Labelled texts in batches of about the same length, padded to the longest of the batch.
 *
 * <pre>
 *   features       INT32 [batch, time]   ids; 0 in padded cells, which are at the end of a row
 *   features mask  FLOAT [batch, time]   1 for a token, 0 for padding
 *   labels         INT32 [batch, 1]      the class, for a sparse loss
 * </pre>
 *
 * <p>Every text is in exactly one batch of an epoch, rows stand in falling length, and the last
 * batch of the sorted order may have fewer rows; none is dropped. The arrays belong to whoever
 * takes them and stay valid.
 */
public final class TextBatches extends EpochIterator {

  private static final long serialVersionUID = 1L;

  private final transient EncodedTexts texts;
  private final transient BatchPlan plan;
  private final int batchSize;

  /**
   * @param texts what to iterate over
   * @param buckets how they are put into batches
   * @throws dev.seq4j.core.InvalidInputException if a text is longer than the most tokens a batch
   */
  public TextBatches(EncodedTexts texts, LengthBuckets buckets) {
    this.texts = Objects.requireNonNull(texts, "texts");
    this.plan = new BatchPlan(texts.lengths(), buckets);
    this.batchSize = buckets.batchSize();
  }

  /**
   * Says which texts are in a batch, to put predictions back in the order of the texts.
   *
   * @param batch of the current epoch, from 0 to below {@link #batchesPerEpoch()}
   * @return for each row the index of its text
   */
  public int[] originalIndices(int batch) {
    return plan.texts(epoch(), Objects.checkIndex(batch, batchesPerEpoch()));
  }

  /**
   * @return share of the cells of the current epoch that are padding, from 0 to below 1
   */
  public double paddingShare() {
    long tokens = 0;
    long cells = 0;
    for (int batch = 0; batch < batchesPerEpoch(); batch++) {
      int[] rows = originalIndices(batch);
      cells += (long) rows.length * texts.length(rows[0]);
      for (int text : rows) {
        tokens += texts.length(text);
      }
    }
    return 1 - (double) tokens / cells;
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    int[] rows = plan.texts(epochNumber, batchNumber);
    int time = texts.length(rows[0]);
    int[] ids = new int[Math.multiplyExact(rows.length, time)]; // [batch, time], all padding
    int[] lengths = new int[rows.length];
    int[] labels = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      texts.copyIds(rows[row], ids, row * time);
      lengths[row] = texts.length(rows[row]);
      labels[row] = texts.label(rows[row]);
    }
    return new DataSet(
        array(ids, rows.length, time), array(labels, rows.length, 1), mask(lengths, time), null);
  }

  @Override
  public int batchesPerEpoch() {
    return plan.batches();
  }

  /** Returns the most rows that a batch has. */
  @Override
  public int batch() {
    return batchSize;
  }

  /** Returns the vocabulary's size, which is what DL4J wants as the input's. */
  @Override
  public int inputColumns() {
    return texts.vocabularySize();
  }

  /** Returns the number of classes. */
  @Override
  public int totalOutcomes() {
    return texts.classNames().size();
  }

  /** Returns the classes' names. */
  @Override
  public List<String> getLabels() {
    return texts.classNames();
  }
}
