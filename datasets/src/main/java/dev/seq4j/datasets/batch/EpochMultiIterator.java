package dev.seq4j.datasets.batch;

import dev.seq4j.core.train.ResumableMultiIterator;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;

/** What the iterators over batches of several inputs share. */
abstract class EpochMultiIterator extends EpochPosition<MultiDataSet>
    implements ResumableMultiIterator {

  private static final long serialVersionUID = 1L;

  private transient MultiDataSetPreProcessor preProcessor;

  @Override
  void preProcess(MultiDataSet made) {
    if (preProcessor != null) {
      preProcessor.preProcess(made);
    }
  }

  @Override
  public void setPreProcessor(MultiDataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public MultiDataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }
}
