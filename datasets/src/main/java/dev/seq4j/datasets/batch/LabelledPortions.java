package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Portions of a sequence with a label a token, from random places, to learn from.
 *
 * <pre>
 *   features              INT32 [batch, time]      ids; 0 in padded cells, at the end of a row
 *   labels                INT32 [batch, 1, time]   the class of each token, for a sparse loss
 *   masks of both         FLOAT [batch, time]      1 for a token, 0 for padding
 * </pre>
 *
 * <p>A row begins at one of the places that are given, such as the beginnings of sentences, all
 * equally likely. Rows of even number go on to the last place before which they may end, so that a
 * network learns what the ends of a text look like; the others are as long as they may be, so that
 * it does not rely on them. The rows are a function of seed, epoch and batch.
 */
public final class LabelledPortions extends LabelledTokenIterator {

  private static final long serialVersionUID = 1L;

  private final transient int[] places;
  private final int time;
  private final int batchesPerEpoch;
  private final long seed;

  /**
   * @param tokens the sequence
   * @param places where a row may begin, rising, one or more, indices of tokens
   * @param batchSize rows a batch, 1 or more
   * @param time tokens a row at most, 1 or more
   * @param batchesPerEpoch how many batches are called an epoch, 1 or more
   * @param seed of the places
   * @throws InvalidInputException if a number is out of its range
   */
  public LabelledPortions(
      LabelledTokens tokens,
      int[] places,
      int batchSize,
      int time,
      int batchesPerEpoch,
      long seed) {
    super(Objects.requireNonNull(tokens, "tokens"), batchSize);
    this.places = places.clone();
    this.time = TokenIterator.requireTime(time);
    this.batchesPerEpoch = requireBatches(batchesPerEpoch);
    this.seed = seed;
    if (places.length == 0) {
      throw new InvalidInputException("places = 0: must be 1 or above");
    }
    for (int i = 0; i < places.length; i++) {
      int least = i == 0 ? 0 : places[i - 1] + 1;
      if (places[i] < least || places[i] >= tokens.size()) {
        throw new InvalidInputException(
            "place %d = %d: must be in [%d, %d)".formatted(i, places[i], least, tokens.size()));
      }
    }
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    EpochRandom random = new EpochRandom(seed, epochNumber, batchNumber);
    int[] starts = new int[batch()];
    int[] lengths = new int[batch()];
    for (int row = 0; row < starts.length; row++) {
      int place = random.nextInt(places.length);
      starts[row] = places[place];
      int end = Math.min(tokens().size(), places[place] + time);
      lengths[row] = (row % 2 == 0 ? lastPlace(place, end) : end) - starts[row];
    }
    return rows(starts, lengths, Arrays.stream(lengths).max().orElseThrow(), null);
  }

  /** Returns the last place up to an end, or the end if there is none after the beginning. */
  private int lastPlace(int beginning, int end) {
    int found = Arrays.binarySearch(places, beginning + 1, places.length, end);
    int last = found >= 0 ? found : -found - 2;
    return end == tokens().size() || last == beginning ? end : places[last];
  }

  @Override
  public int batchesPerEpoch() {
    return batchesPerEpoch;
  }
}
