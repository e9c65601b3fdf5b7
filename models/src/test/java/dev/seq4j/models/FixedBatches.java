package dev.seq4j.models;

import dev.seq4j.core.text.Tokenizer;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.train.ResumableIterator;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;

/** The same batch again and again, so that a tiny model learns it by heart. */
public final class FixedBatches implements ResumableIterator {

  private static final long serialVersionUID = 1L;

  private final transient DataSet batch;
  private final transient MultiDataSet withSecond; // null if there is one input
  private final int times;
  private int position;

  private FixedBatches(DataSet batch, MultiDataSet withSecond, int times) {
    this.batch = batch;
    this.withSecond = withSecond;
    this.times = times;
  }

  /**
   * @param ids what a network reads of each text
   * @param labels the class of each text
   * @param times how often the texts come in an epoch
   */
  public static FixedBatches ofTexts(List<int[]> ids, int[] labels, int times) {
    INDArray classes = Nd4j.zeros(DataType.INT32, ids.size(), 1);
    for (int row = 0; row < ids.size(); row++) {
      classes.putScalar(row, 0, labels[row]);
    }
    return new FixedBatches(new DataSet(padded(ids), classes, mask(ids), null), null, times);
  }

  /**
   * @param second what the network reads of each text by its second input
   * @return the same batch with this beside its features
   */
  public FixedBatches beside(List<int[]> second) {
    MultiDataSet both =
        new MultiDataSet(
            new INDArray[] {batch.getFeatures(), padded(second)},
            new INDArray[] {batch.getLabels()},
            new INDArray[] {batch.getFeaturesMaskArray(), mask(second)},
            null);
    return new FixedBatches(batch, both, times);
  }

  private static INDArray padded(List<int[]> ids) {
    INDArray padded = Nd4j.zeros(DataType.INT32, ids.size(), longest(ids));
    for (int row = 0; row < ids.size(); row++) {
      for (int t = 0; t < ids.get(row).length; t++) {
        padded.putScalar(row, t, ids.get(row)[t]);
      }
    }
    return padded;
  }

  private static INDArray mask(List<int[]> ids) {
    INDArray mask = Nd4j.zeros(DataType.FLOAT, ids.size(), longest(ids));
    for (int row = 0; row < ids.size(); row++) {
      for (int t = 0; t < ids.get(row).length; t++) {
        mask.putScalar(row, t, 1);
      }
    }
    return mask;
  }

  private static int longest(List<int[]> ids) {
    return ids.stream().mapToInt(text -> text.length).max().orElseThrow();
  }

  /**
   * @param text one row, of which each token but the last foretells the next
   * @param times how often it comes in an epoch
   */
  public static FixedBatches ofNextTokens(
      Tokenizer tokenizer, Vocabulary vocabulary, String text, int times) {
    int[] ids = vocabulary.encode(tokenizer.tokenize(text));
    return ofLabels(
        Arrays.copyOf(ids, ids.length - 1), Arrays.copyOfRange(ids, 1, ids.length), times);
  }

  /**
   * @param ids of one row
   * @param labels one a token
   * @param times how often it comes in an epoch
   */
  public static FixedBatches ofLabels(int[] ids, int[] labels, int times) {
    INDArray features = Nd4j.createFromArray(new int[][] {ids}); // [1, time]
    INDArray classes = Nd4j.createFromArray(new int[][][] {{labels}}); // [1, 1, time]
    return new FixedBatches(new DataSet(features, classes), null, times);
  }

  @Override
  public void seek(int epoch, int batch) {
    position = batch;
  }

  @Override
  public int batchesPerEpoch() {
    return times;
  }

  @Override
  public boolean hasNext() {
    return position < times;
  }

  @Override
  public DataSet next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    position++;
    return batch;
  }

  @Override
  public org.nd4j.linalg.dataset.api.MultiDataSet nextBatch() {
    DataSet next = next();
    return withSecond == null ? next.toMultiDataSet() : withSecond;
  }

  @Override
  public DataSet next(int rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void reset() {
    position = 0;
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
  public int batch() {
    return batch.numExamples();
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

  @Override
  public DataSetPreProcessor getPreProcessor() {
    return null;
  }

  @Override
  public List<String> getLabels() {
    return null;
  }
}
