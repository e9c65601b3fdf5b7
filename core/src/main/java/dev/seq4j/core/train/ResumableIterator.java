package dev.seq4j.core.train;

import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A {@code DataSetIterator} whose batches are a function of its settings, the epoch and the batch's
 * number, so that training can go on exactly where it was stopped.
 *
 * <p>{@code reset()} goes to the start of the next epoch; {@link #seek} goes anywhere.
 */
public interface ResumableIterator extends DataSetIterator {

  /**
   * Goes to a batch of an epoch; the next call of {@code next()} returns that batch.
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
   * @return whether each row of the batch that {@code next()} returns next goes on where the same
   *     row of the batch before it ended; false for the first batch of an epoch, and at its end
   */
  default boolean continuesPrevious() {
    return false;
  }
}
