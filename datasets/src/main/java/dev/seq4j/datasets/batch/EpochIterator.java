package dev.seq4j.datasets.batch;

import dev.seq4j.core.train.ResumableIterator;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/** What the iterators over batches of one input and one output share, and tell DL4J of them. */
abstract class EpochIterator extends EpochPosition<DataSet> implements ResumableIterator {

  private static final long serialVersionUID = 1L;

  private final int batchSize;
  private final int inputColumns;
  private final int totalOutcomes;
  private final transient List<String> classes;
  private transient DataSetPreProcessor preProcessor;

  /**
   * @param batchSize most rows of a batch
   * @param inputColumns features of a step or, where these are ids, how many ids there are
   * @param classes names of the classes, in the order of their numbers
   */
  EpochIterator(int batchSize, int inputColumns, List<String> classes) {
    this(batchSize, inputColumns, classes.size(), List.copyOf(classes));
  }

  /**
   * @param batchSize most rows of a batch
   * @param inputColumns features of a step or, where these are ids, how many ids there are
   * @param totalOutcomes classes without a name, or numbers to foresee
   */
  EpochIterator(int batchSize, int inputColumns, int totalOutcomes) {
    this(batchSize, inputColumns, totalOutcomes, null);
  }

  private EpochIterator(int batchSize, int inputColumns, int totalOutcomes, List<String> classes) {
    this.batchSize = LengthBuckets.requireBatchSize(batchSize);
    this.inputColumns = inputColumns;
    this.totalOutcomes = totalOutcomes;
    this.classes = classes;
  }

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

  /** Returns the most rows that a batch has. */
  @Override
  public int batch() {
    return batchSize;
  }

  /** Returns the features of a step or, where these are ids, how many ids there are. */
  @Override
  public int inputColumns() {
    return inputColumns;
  }

  /** Returns the number of classes, or how many numbers are to be foreseen. */
  @Override
  public int totalOutcomes() {
    return totalOutcomes;
  }

  /** Returns the classes' names; null, as DL4J has it, where they have none. */
  @Override
  public List<String> getLabels() {
    return classes;
  }
}
