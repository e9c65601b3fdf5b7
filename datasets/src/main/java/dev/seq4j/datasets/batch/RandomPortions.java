package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Portions of one length from random places of a long text, to learn to predict the next token.
 *
 * <pre>
 *   features     INT32 [batch, time]      ids
 *   labels       INT32 [batch, 1, time]   at each step the id that follows, for a sparse loss
 *   labels mask  FLOAT [batch, time]      all 1
 * </pre>
 *
 * <p>Each row begins at any place from which {@code time + 1} tokens follow, all equally likely;
 * the places are a function of seed, epoch and batch. What comes before a portion is unknown to the
 * network, so a recurrent one starts each batch with a zero state. Tokens are words or characters,
 * whatever the ids stand for.
 */
public final class RandomPortions extends TokenIterator {

  private static final long serialVersionUID = 1L;

  private final int time;
  private final int batchesPerEpoch;
  private final long seed;

  /**
   * @param ids of the text, from 0 to below {@code vocabularySize}
   * @param vocabularySize ids there are
   * @param batchSize rows a batch, 1 or more
   * @param time tokens a row, 1 or more; the text has one more at least
   * @param batchesPerEpoch how many batches are called an epoch, 1 or more
   * @param seed of the places
   * @throws InvalidInputException if a number or id is out of its range
   */
  public RandomPortions(
      int[] ids, int vocabularySize, int batchSize, int time, int batchesPerEpoch, long seed) {
    super(ids, vocabularySize, batchSize);
    this.time = requireTime(time);
    this.batchesPerEpoch = requireBatches(batchesPerEpoch);
    this.seed = seed;
    if (tokens() <= time) {
      throw new InvalidInputException(
          "text: has %d tokens, a portion of %d and the token after it need %d"
              .formatted(tokens(), time, time + 1L));
    }
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    EpochRandom random = new EpochRandom(seed, epochNumber, batchNumber);
    int[] starts = new int[batch()];
    Arrays.setAll(starts, row -> random.nextInt(tokens() - time));
    int[] lengths = new int[batch()];
    Arrays.fill(lengths, time);
    return rows(starts, lengths, time);
  }

  @Override
  public int batchesPerEpoch() {
    return batchesPerEpoch;
  }
}
