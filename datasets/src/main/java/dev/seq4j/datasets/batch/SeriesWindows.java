package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Windows of a series of numbers, each with the number that is to be foreseen at its end.
 *
 * <pre>
 *   features   FLOAT [batch, columns, window]   rows of the series up to the window's last one
 *   labels     FLOAT [batch, 1]                 what is to be foreseen there
 * </pre>
 *
 * <p>Shuffled anew in each epoch to train; in their order to evaluate.
 */
public final class SeriesWindows extends EpochIterator {

  private static final long serialVersionUID = 1L;

  private final transient float[][] series; // [time, columns]
  private final transient float[] targets; // [time]
  private final transient int[] ends;
  private final int window;
  private final boolean shuffled;
  private final long seed;

  private SeriesWindows(
      float[][] series,
      float[] targets,
      int[] ends,
      int window,
      int batchSize,
      boolean shuffled,
      long seed) {
    super(batchSize, columns(series), 1);
    if (ends.length == 0) {
      throw new InvalidInputException("windows = 0: must be 1 or above");
    }
    for (int end : ends) {
      if (end - window + 1 < 0 || end >= series.length) {
        throw new InvalidInputException(
            "window of %d rows to row %d: must lie in [0, %d)"
                .formatted(window, end, series.length));
      }
    }
    this.series = series;
    this.targets = targets;
    this.ends = ends.clone();
    this.window = window;
    this.shuffled = shuffled;
    this.seed = seed;
  }

  private static int columns(float[][] series) {
    if (series.length == 0) {
      throw new InvalidInputException("rows of the series = 0: must be 1 or above");
    }
    return series[0].length;
  }

  /**
   * Windows in order.
   *
   * @param series a row for each time
   * @param targets for each time what is to be foreseen then
   * @param ends the last row of each window
   * @param window rows of each
   * @param batchSize most windows a batch, 1 or more
   * @throws InvalidInputException if there is no window, or one does not lie in the series
   */
  public SeriesWindows(float[][] series, float[] targets, int[] ends, int window, int batchSize) {
    this(series, targets, ends, window, batchSize, false, 0);
  }

  /**
   * @param seed of the order
   * @return the same windows in another order each epoch
   */
  public SeriesWindows shuffled(long seed) {
    return new SeriesWindows(series, targets, ends, window, batch(), true, seed);
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    int[] order = ends.clone();
    if (shuffled) {
      new EpochRandom(seed, epochNumber).shuffle(order);
    }
    int from = batchNumber * batch();
    int[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + batch()));
    int columns = inputColumns();
    float[] features = new float[rows.length * columns * window];
    float[] labels = new float[rows.length];
    for (int row = 0; row < rows.length; row++) {
      for (int t = 0; t < window; t++) {
        float[] values = series[rows[row] - window + 1 + t];
        for (int c = 0; c < columns; c++) {
          features[(row * columns + c) * window + t] = values[c];
        }
      }
      labels[row] = targets[rows[row]];
    }
    return new DataSet(
        array(features, rows.length, columns, window), array(labels, rows.length, 1));
  }

  @Override
  public int batchesPerEpoch() {
    return (ends.length + batch() - 1) / batch();
  }
}
