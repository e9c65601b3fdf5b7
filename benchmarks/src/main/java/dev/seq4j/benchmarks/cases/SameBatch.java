package dev.seq4j.benchmarks.cases;

import dev.seq4j.core.train.ResumableBatches;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * An epoch without end of one batch.
 *
 * @param batch again and again
 * @param gate is passed before each batch
 */
record SameBatch(MultiDataSet batch, Runnable gate) implements ResumableBatches {

  @Override
  public MultiDataSet nextBatch() {
    gate.run();
    return batch;
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public void seek(int epoch, int batchNumber) {
    // Every batch is the same.
  }

  @Override
  public int batchesPerEpoch() {
    return Integer.MAX_VALUE;
  }
}
