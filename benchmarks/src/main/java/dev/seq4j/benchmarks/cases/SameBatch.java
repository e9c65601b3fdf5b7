package dev.seq4j.benchmarks.cases;

import dev.seq4j.core.train.ResumableIterator;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/** An epoch without end of one batch. */
final class SameBatch implements ResumableIterator {

  private static final long serialVersionUID = 1L;

  private final transient DataSet batch;
  private final transient Runnable gate;

  /**
   * @param gate is passed before each batch
   */
  SameBatch(DataSet batch, Runnable gate) {
    this.batch = batch;
    this.gate = gate;
  }

  @Override
  public DataSet next() {
    gate.run();
    return batch;
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public void seek(int epoch, int batchNumber) {}

  @Override
  public void reset() {}

  @Override
  public int batchesPerEpoch() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int batch() {
    return batch.numExamples();
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return false;
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return null;
  }

  @Override
  public List<String> getLabels() {
    return null;
  }

  @Override
  public DataSet next(int rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int inputColumns() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int totalOutcomes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    throw new UnsupportedOperationException();
  }
}
