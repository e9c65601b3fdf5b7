package dev.seq4j.datasets.batch;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What the iterators over a sequence with a label a token share. */
abstract class LabelledTokenIterator extends EpochIterator {

  private static final long serialVersionUID = 1L;

  private final transient LabelledTokens tokens;

  LabelledTokenIterator(LabelledTokens tokens, int batchSize) {
    super(batchSize, tokens.vocabularySize(), tokens.classNames());
    this.tokens = tokens;
  }

  LabelledTokens tokens() {
    return tokens;
  }

  /**
   * Makes a batch.
   *
   * @param starts where in the sequence each row begins
   * @param lengths tokens of each row
   * @param time tokens of the longest row
   * @param judged which labels count, {@code [batch, time]}; null for those of all tokens
   */
  DataSet rows(int[] starts, int[] lengths, int time, INDArray judged) {
    int[] features = new int[Math.multiplyExact(starts.length, time)]; // [batch, time]
    int[] labels = new int[features.length]; // [batch, 1, time]
    for (int row = 0; row < starts.length; row++) {
      tokens.copy(starts[row], starts[row] + lengths[row], features, labels, row * time);
    }
    INDArray live = mask(lengths, time);
    return new DataSet(
        array(features, starts.length, time),
        array(labels, starts.length, 1, time),
        live,
        judged == null ? live : judged);
  }
}
