package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A long text cut into parallel streams that are read on from batch to batch, to learn to predict
 * the next token with a state that is carried over.
 *
 * <pre>
 *   features     INT32 [batch, time]      ids; 0 where a stream has ended
 *   labels       INT32 [batch, 1, time]   at each step the id that follows, for a sparse loss
 *   labels mask  FLOAT [batch, time]      1, but 0 where a stream has ended
 * </pre>
 *
 * <p>All tokens but the last are features once an epoch: stream 0 is the first part of the text,
 * stream 1 the next, and so on, the first ones a token longer where the text cannot be divided
 * evenly. Row {@code i} of a batch goes on where row {@code i} of the batch before ended. Only an
 * epoch's last batch is shorter in time, and only its last step can have ended streams. Every epoch
 * is the same. Tokens are words or characters, whatever the ids stand for.
 *
 * <p>{@link dev.seq4j.core.train.Trainer} and {@link dev.seq4j.core.train.Evaluation} carry the
 * state of the network's recurrent layers from batch to batch.
 */
public final class ContiguousStreams extends TokenIterator {

  private static final long serialVersionUID = 1L;

  private final int time;
  private final int shortest;
  private final int longerStreams;

  /**
   * @param ids of the text, from 0 to below {@code vocabularySize}; more than {@code batchSize}
   * @param vocabularySize ids there are
   * @param batchSize streams, 1 or more
   * @param time tokens of a stream that a batch has, 1 or more
   * @throws InvalidInputException if a number or id is out of its range
   */
  public ContiguousStreams(int[] ids, int vocabularySize, int batchSize, int time) {
    super(ids, vocabularySize, batchSize);
    this.time = requireTime(time);
    if (tokens() <= batchSize) {
      throw new InvalidInputException(
          "text: has %d tokens, %d streams and the token after them need %d"
              .formatted(tokens(), batchSize, batchSize + 1L));
    }
    this.shortest = (tokens() - 1) / batchSize;
    this.longerStreams = (tokens() - 1) % batchSize;
  }

  @Override
  public boolean continuesPrevious() {
    return position() > 0 && hasNext();
  }

  @Override
  DataSet make(int epochNumber, int batchNumber) {
    int done = batchNumber * time;
    int steps = Math.min(time, longest() - done);
    int[] starts = new int[batch()];
    Arrays.setAll(starts, row -> row * shortest + Math.min(row, longerStreams) + done);
    int[] lengths = new int[batch()];
    Arrays.setAll(lengths, row -> Math.min(steps, shortest + (row < longerStreams ? 1 : 0) - done));
    return rows(starts, lengths, steps);
  }

  @Override
  public int batchesPerEpoch() {
    return (longest() - 1) / time + 1;
  }

  private int longest() {
    return shortest + (longerStreams > 0 ? 1 : 0);
  }
}
