package dev.seq4j.core.train;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A small data set, the same for the same seed, in an order that each epoch shuffles anew.
 *
 * <p>Features are ids {@code [batch, TIME]} with a mask of the same shape. Labels are integers:
 * {@code [batch, 1]}, the class of the first token, or {@code [batch, 1, TIME]}, the next token. Or
 * they are numbers, {@code [batch, 2]} or {@code [batch, 2, TIME]}: the first token and the mean of
 * all so far, as shares of the vocabulary. Streams are the exception: every epoch is the same.
 */
final class ToyBatches implements ResumableIterator {

  private static final long serialVersionUID = 1L;

  static final int VOCABULARY = 20;
  static final int CLASSES = 3;
  static final int NUMBERS = 2;
  static final int TIME = 3;
  static final int BATCH = 4;

  /** What the labels are. */
  enum Task {
    CLASSES_OF_TEXTS,
    NEXT_TOKENS,
    NUMBERS_OF_TEXTS,
    NUMBERS_OF_STEPS,
    /** Four texts side by side that go on from batch to batch; without a mask. */
    STREAMS
  }

  private final Task task;
  private final boolean masked;
  private final long seed;
  private final int[][] texts; // each TIME + 1 ids
  private final int[] lengths; // of the texts, 1 to TIME
  private int epoch;
  private int batch;

  /**
   * @param masked whether texts have several lengths; else all have TIME tokens and no mask
   */
  private ToyBatches(Task task, long seed, int size, boolean masked) {
    this.task = task;
    this.masked = masked;
    this.seed = seed;
    Random random = new Random(seed);
    texts = new int[size][];
    lengths = new int[size];
    for (int i = 0; i < size; i++) {
      texts[i] = random.ints(TIME + 1, 1, VOCABULARY).toArray();
      lengths[i] = masked ? 1 + random.nextInt(TIME) : TIME;
    }
    if (task == Task.STREAMS) {
      for (int i = 0; i + BATCH < size; i++) {
        texts[i][TIME] = texts[i + BATCH][0];
      }
    }
  }

  static ToyBatches classes(long seed, int size) {
    return new ToyBatches(Task.CLASSES_OF_TEXTS, seed, size, true);
  }

  static ToyBatches nextTokens(long seed, int size) {
    return new ToyBatches(Task.NEXT_TOKENS, seed, size, true);
  }

  static ToyBatches numbers(long seed, int size) {
    return new ToyBatches(Task.NUMBERS_OF_TEXTS, seed, size, true);
  }

  static ToyBatches numbersOfSteps(long seed, int size) {
    return new ToyBatches(Task.NUMBERS_OF_STEPS, seed, size, true);
  }

  /**
   * @param batches how many make an epoch
   */
  static ToyBatches streams(long seed, int batches) {
    return new ToyBatches(Task.STREAMS, seed, batches * BATCH, false);
  }

  @Override
  public boolean continuesPrevious() {
    return task == Task.STREAMS && batch > 0 && hasNext();
  }

  ToyBatches unmasked() {
    return new ToyBatches(task, seed, texts.length, false);
  }

  @Override
  public void seek(int epoch, int batch) {
    if (batch < 0 || batch > batchesPerEpoch()) {
      throw new IllegalArgumentException("batch " + batch);
    }
    this.epoch = epoch;
    this.batch = batch;
  }

  @Override
  public int batchesPerEpoch() {
    return (texts.length + BATCH - 1) / BATCH;
  }

  @Override
  public boolean hasNext() {
    return batch < batchesPerEpoch();
  }

  @Override
  public DataSet next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int[] order = task == Task.STREAMS ? IntStream.range(0, texts.length).toArray() : shuffled();
    int from = batch++ * BATCH;
    int[] rows = Arrays.copyOfRange(order, from, Math.min(from + BATCH, order.length));
    return switch (task) {
      case CLASSES_OF_TEXTS -> classesOf(rows);
      case NEXT_TOKENS, STREAMS -> nextTokensOf(rows);
      case NUMBERS_OF_TEXTS -> numbersOf(rows);
      case NUMBERS_OF_STEPS -> numbersOfStepsOf(rows);
    };
  }

  private int[] shuffled() {
    int[] order = IntStream.range(0, texts.length).toArray();
    Random random = new Random(seed * 31 + epoch);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private DataSet classesOf(int[] rows) {
    INDArray labels = Nd4j.create(DataType.INT32, rows.length, 1);
    for (int i = 0; i < rows.length; i++) {
      labels.putScalar(i, 0, texts[rows[i]][0] % CLASSES);
    }
    return new DataSet(features(rows), labels, mask(rows), null);
  }

  private DataSet nextTokensOf(int[] rows) {
    INDArray labels = Nd4j.create(DataType.INT32, rows.length, 1, TIME);
    for (int i = 0; i < rows.length; i++) {
      for (int t = 0; t < TIME; t++) {
        labels.putScalar(i, 0, t, texts[rows[i]][t + 1]);
      }
    }
    INDArray mask = mask(rows);
    return new DataSet(features(rows), labels, mask, mask);
  }

  private DataSet numbersOf(int[] rows) {
    INDArray labels = Nd4j.create(DataType.FLOAT, rows.length, NUMBERS);
    for (int i = 0; i < rows.length; i++) {
      labels.putScalar(i, 0, mean(rows[i], 1));
      labels.putScalar(i, 1, mean(rows[i], lengths[rows[i]]));
    }
    return new DataSet(features(rows), labels, mask(rows), null);
  }

  private DataSet numbersOfStepsOf(int[] rows) {
    INDArray labels = Nd4j.create(DataType.FLOAT, rows.length, NUMBERS, TIME);
    for (int i = 0; i < rows.length; i++) {
      for (int t = 0; t < TIME; t++) {
        labels.putScalar(i, 0, t, mean(rows[i], 1));
        labels.putScalar(i, 1, t, mean(rows[i], t + 1));
      }
    }
    INDArray mask = mask(rows);
    return new DataSet(features(rows), labels, mask, mask);
  }

  /** Of the first tokens of a text, as a share of the vocabulary. */
  private double mean(int text, int tokens) {
    return Arrays.stream(texts[text], 0, tokens).average().orElseThrow() / VOCABULARY;
  }

  private INDArray features(int[] rows) {
    INDArray ids = Nd4j.create(DataType.FLOAT, rows.length, TIME);
    for (int i = 0; i < rows.length; i++) {
      for (int t = 0; t < TIME; t++) {
        ids.putScalar(i, t, t < lengths[rows[i]] ? texts[rows[i]][t] : 0);
      }
    }
    return ids;
  }

  private INDArray mask(int[] rows) {
    if (!masked) {
      return null;
    }
    INDArray mask = Nd4j.zeros(DataType.FLOAT, rows.length, TIME);
    for (int i = 0; i < rows.length; i++) {
      for (int t = 0; t < lengths[rows[i]]; t++) {
        mask.putScalar(i, t, 1);
      }
    }
    return mask;
  }

  @Override
  public void reset() {
    seek(epoch + 1, 0);
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
    return BATCH;
  }

  @Override
  public DataSet next(int rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int inputColumns() {
    return TIME;
  }

  @Override
  public int totalOutcomes() {
    return switch (task) {
      case CLASSES_OF_TEXTS -> CLASSES;
      case NEXT_TOKENS, STREAMS -> VOCABULARY;
      case NUMBERS_OF_TEXTS, NUMBERS_OF_STEPS -> NUMBERS;
    };
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
