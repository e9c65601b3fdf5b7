package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import org.nd4j.linalg.dataset.DataSet;

/**
 * What the iterators over one long text share: its ids, and batches to predict the next of them.
 */
abstract class TokenIterator extends EpochIterator {

  private static final long serialVersionUID = 1L;

  private final transient int[] ids;

  TokenIterator(int[] ids, int vocabularySize, int batchSize) {
    super(batchSize, vocabularySize, vocabularySize);
    this.ids = ids.clone();
    for (int i = 0; i < ids.length; i++) {
      EncodedTexts.requireId(ids[i], 0, vocabularySize, "token " + i);
    }
  }

  static int requireTime(int time) {
    if (time < 1) {
      throw new InvalidInputException("time = " + time + ": must be 1 or above");
    }
    return time;
  }

  int tokens() {
    return ids.length;
  }

  /**
   * Makes a batch.
   *
   * @param starts where in the text each row begins
   * @param lengths tokens of each row
   * @param time tokens of the longest row
   */
  DataSet rows(int[] starts, int[] lengths, int time) {
    int[] features = new int[Math.multiplyExact(starts.length, time)]; // [batch, time]
    int[] labels = new int[features.length]; // [batch, 1, time]
    for (int row = 0; row < starts.length; row++) {
      System.arraycopy(ids, starts[row], features, row * time, lengths[row]);
      System.arraycopy(ids, starts[row] + 1, labels, row * time, lengths[row]);
    }
    return new DataSet(
        array(features, starts.length, time),
        array(labels, starts.length, 1, time),
        null,
        mask(lengths, time));
  }
}
