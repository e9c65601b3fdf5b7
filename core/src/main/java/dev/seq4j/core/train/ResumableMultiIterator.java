package dev.seq4j.core.train;

import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * {@link ResumableBatches} of several inputs, as a {@code MultiDataSetIterator}.
 *
 * <p>{@code reset()} goes to the start of the next epoch; {@link #seek} goes anywhere.
 */
public interface ResumableMultiIterator extends MultiDataSetIterator, ResumableBatches {

  @Override
  boolean hasNext();

  @Override
  default MultiDataSet nextBatch() {
    return next();
  }
}
