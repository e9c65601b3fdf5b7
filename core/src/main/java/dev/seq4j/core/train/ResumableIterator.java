package dev.seq4j.core.train;

import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * {@link ResumableBatches} of one input and one output, as a {@code DataSetIterator}.
 *
 * <p>{@code reset()} goes to the start of the next epoch; {@link #seek} goes anywhere.
 */
public interface ResumableIterator extends DataSetIterator, ResumableBatches {

  @Override
  boolean hasNext();

  @Override
  default MultiDataSet nextBatch() {
    return next().toMultiDataSet();
  }
}
