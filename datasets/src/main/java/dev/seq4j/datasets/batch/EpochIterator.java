package dev.seq4j.datasets.batch;

import dev.seq4j.core.train.ResumableIterator;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/** What the iterators over batches of one input and one output share. */
abstract class EpochIterator extends EpochPosition<DataSet> implements ResumableIterator {

  private static final long serialVersionUID = 1L;

  private transient DataSetPreProcessor preProcessor;

  @Override
  void preProcess(DataSet made) {
    if (preProcessor != null) {
      preProcessor.preProcess(made);
    }
  }

  @Override
  public void setPreProcessor(DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }

  /** Returns null, as DL4J has it for an iterator without named classes. */
  @Override
  public List<String> getLabels() {
    return null;
  }
}
