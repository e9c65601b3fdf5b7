package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The copy task (after Hochreiter and Schmidhuber 1997, in the form of Arjovsky et al. 2016): some
 * random symbols are shown, then nothing for a long time, then all of them are to be said again.
 *
 * <pre>
 *   features     INT32 [batch, time]      symbols, blanks, one mark, blanks
 *   labels       INT32 [batch, 1, time]   the symbols, at the last steps
 *   labels mask  FLOAT [batch, time]      1 at the last steps, else 0
 * </pre>
 *
 * <p>With a distance of 6 and 2 symbols, of which {@code _} is a blank and {@code !} the mark:
 *
 * <pre>
 *   features  b a _ _ _ ! _ _
 *   labels    . . . . . . b a
 * </pre>
 *
 * <p>Each symbol is to be said exactly {@code distance} steps after it was shown. Only what is said
 * then counts, so a network that remembers nothing is right as often as by chance. Rows are a
 * function of seed, epoch and batch.
 */
public final class CopyTask extends EpochIterator {

  /** How many kinds of symbols there are unless set. */
  public static final int DEFAULT_SYMBOLS = 8;

  private static final long serialVersionUID = 1L;

  private final int distance;
  private final int shown;
  private final int symbols;
  private final int batchesPerEpoch;
  private final long seed;

  /**
   * @param distance steps from a symbol to its recall, above {@code shown}
   * @param shown how many symbols are to be kept in mind, 1 or more
   * @param symbols how many kinds of symbols there are, 2 or more
   * @param batchSize rows a batch, 1 or more
   * @param batchesPerEpoch how many batches are called an epoch, 1 or more
   * @param seed of the symbols
   * @throws InvalidInputException if a number is out of its range
   */
  public CopyTask(
      int distance, int shown, int symbols, int batchSize, int batchesPerEpoch, long seed) {
    super(batchSize, vocabularySize(symbols), symbols);
    if (shown < 1) {
      throw new InvalidInputException("symbols shown = " + shown + ": must be 1 or above");
    }
    if (distance <= shown) {
      throw new InvalidInputException(
          "distance = %d: must be %d or above, for %d symbols and the mark"
              .formatted(distance, shown + 1, shown));
    }
    if (symbols < 2) {
      throw new InvalidInputException("kinds of symbols = " + symbols + ": must be 2 or above");
    }
    this.distance = distance;
    this.shown = shown;
    this.symbols = symbols;
    this.batchesPerEpoch = requireBatches(batchesPerEpoch);
    this.seed = seed;
  }

  /**
   * @return how many ids there are: the symbols from 0 on, then the blank, then the mark
   */
  public int vocabularySize() {
    return vocabularySize(symbols);
  }

  private static int vocabularySize(int symbols) {
    return symbols + 2;
  }

  /**
   * @return steps of a sequence
   */
  public int time() {
    return distance + shown;
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    EpochRandom random = new EpochRandom(seed, epochNumber, batchNumber);
    int time = time();
    int batchSize = batch();
    int[] features = new int[Math.multiplyExact(batchSize, time)]; // [batch, time]
    int[] labels = new int[features.length]; // [batch, 1, time]
    float[] mask = new float[features.length]; // [batch, time]
    Arrays.fill(features, blank());
    for (int row = 0; row < batchSize; row++) {
      int start = row * time;
      int recall = start + distance;
      for (int i = 0; i < shown; i++) {
        int symbol = random.nextInt(symbols);
        features[start + i] = symbol;
        labels[recall + i] = symbol;
        mask[recall + i] = 1;
      }
      features[recall - 1] = mark();
    }
    INDArray said = array(labels, batchSize, 1, time);
    return new DataSet(array(features, batchSize, time), said, null, array(mask, batchSize, time));
  }

  private int blank() {
    return symbols;
  }

  private int mark() {
    return symbols + 1;
  }

  @Override
  public int batchesPerEpoch() {
    return batchesPerEpoch;
  }
}
