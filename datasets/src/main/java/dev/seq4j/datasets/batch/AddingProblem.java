package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The adding problem (Hochreiter and Schmidhuber 1997, in the form of Le et al. 2015): two numbers
 * are to be kept in mind through a long sequence of others, and added.
 *
 * <pre>
 *   features  FLOAT [batch, 2, time]   numbers, uniform in [0, 1); marks, 1 at two steps, else 0
 *   labels    FLOAT [batch, 1]         the sum of the two marked numbers
 * </pre>
 *
 * <p>One mark stands anywhere in the first half, the other anywhere in the second, so that no
 * sequence is solved by its end. Rows are a function of seed, epoch and batch; none comes twice.
 */
public final class AddingProblem extends EpochIterator {

  /** Who always says 1, the mean of the sum, errs by the variance of two such numbers. */
  public static final double BASELINE = 1.0 / 6;

  /** Steps of the shortest sequence that has two halves. */
  public static final int SHORTEST = 2;

  private static final long serialVersionUID = 1L;

  /** A number and a mark. */
  private static final int FEATURES = 2;

  private final int time;
  private final int batchesPerEpoch;
  private final long seed;

  /**
   * @param time steps of a sequence, {@value #SHORTEST} or more
   * @param batchSize rows a batch, 1 or more
   * @param batchesPerEpoch how many batches are called an epoch, 1 or more
   * @param seed of the numbers and marks
   * @throws InvalidInputException if a number is out of its range
   */
  public AddingProblem(int time, int batchSize, int batchesPerEpoch, long seed) {
    super(batchSize, FEATURES, 1);
    if (time < SHORTEST) {
      throw new InvalidInputException(
          "time = %d: must be %d or above, for a number in each half".formatted(time, SHORTEST));
    }
    this.time = time;
    this.batchesPerEpoch = requireBatches(batchesPerEpoch);
    this.seed = seed;
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    EpochRandom random = new EpochRandom(seed, epochNumber, batchNumber);
    int batchSize = batch();
    float[] features =
        new float[Math.multiplyExact(FEATURES * time, batchSize)]; // [batch, 2, time]
    float[] labels = new float[batchSize]; // [batch, 1]
    int half = time / 2;
    for (int row = 0; row < batchSize; row++) {
      int numbers = row * FEATURES * time;
      for (int t = 0; t < time; t++) {
        features[numbers + t] = (float) random.nextDouble();
      }
      int first = random.nextInt(half);
      int second = half + random.nextInt(time - half);
      features[numbers + time + first] = 1;
      features[numbers + time + second] = 1;
      labels[row] = features[numbers + first] + features[numbers + second];
    }
    return new DataSet(array(features, batchSize, FEATURES, time), array(labels, batchSize, 1));
  }

  @Override
  public int batchesPerEpoch() {
    return batchesPerEpoch;
  }
}
