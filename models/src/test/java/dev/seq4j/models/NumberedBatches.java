package dev.seq4j.models;

import dev.seq4j.core.train.ResumableBatches;
import java.util.NoSuchElementException;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Batches that are made one by one from their numbers; every epoch is the same. */
public abstract class NumberedBatches implements ResumableBatches {

  private final int batches;
  private int next;

  /**
   * @param batches of an epoch
   */
  protected NumberedBatches(int batches) {
    this.batches = batches;
  }

  /**
   * @param number from 0
   * @return the same batch for the same number
   */
  protected abstract MultiDataSet make(int number);

  @Override
  public MultiDataSet nextBatch() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return make(next++);
  }

  @Override
  public boolean hasNext() {
    return next < batches;
  }

  @Override
  public void seek(int epoch, int batch) {
    next = batch;
  }

  @Override
  public int batchesPerEpoch() {
    return batches;
  }
}
