package dev.seq4j.core.train;

import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Batches that are a function of their settings, the epoch and the batch's number, so that training
 * can go on exactly where it was stopped.
 *
 * <p>For a network of one input it is a {@link ResumableIterator}, for one of several a {@link
 * ResumableMultiIterator}; both are iterators of ND4J, too.
 */
public interface ResumableBatches {

  /**
   * @return whether the epoch has another batch
   */
  boolean hasNext();

  /**
   * @return the next batch: an array for each input, one of labels, integers for classes or
   *     numbers, and their masks, which may be null
   * @throws java.util.NoSuchElementException at the end of the epoch
   */
  MultiDataSet nextBatch();

  /**
   * Goes to a batch of an epoch; {@link #nextBatch()} returns that batch next.
   *
   * @param epoch from 0
   * @param batch from 0 to {@link #batchesPerEpoch()}, which is the epoch's end
   */
  void seek(int epoch, int batch);

  /**
   * @return how many batches an epoch has
   */
  int batchesPerEpoch();

  /**
   * Whether the next batch is no beginning: a text too long for one batch goes on in each row from
   * batch to batch. A network that reads it keeps its state then, and gradients end where the batch
   * begins.
   *
   * @return whether each row of the next batch goes on where the same row of the batch before it
   *     ended; false for the first batch of an epoch, and at its end
   */
  default boolean continuesPrevious() {
    return false;
  }
}
