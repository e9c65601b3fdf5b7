package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.Matrix;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeMemory;

/**
 * Scaled dot-product attention of single heads of single rows of a batch; what all kernels with
 * attention share. The tasks, one for each row and head, run at the same time.
 *
 * <pre>
 *   S = scale Q K'        P = softmax of each row of S, over the keys that it may see
 *   O = dropout(P) V
 * </pre>
 *
 * <p>It goes through the queries block by block. The causal case multiplies a block of queries with
 * the keys up to the block's end only, so that half of the work falls away. The weights P are kept
 * for the backward pass if they are few; else they are computed again, so that memory does not grow
 * with the square of the time.
 */
final class AttentionHeads {

  /** Floats of a block's scores: they stay in the second-level cache. */
  private static final int BLOCK = 1 << 14;

  /** Queries of a block: the more there are, the faster a product, and the more is masked. */
  private static final int MOST_CAUSAL_QUERIES = 64;

  private static final int MOST_QUERIES = 128;
  private static final int FEWEST_QUERIES = 16;

  /** Weights that are kept rather than computed again: 64 MB. */
  static final long MOST_KEPT = 1 << 24;

  private final int heads;
  private final int width;
  private final float scale;
  private final boolean causal;
  private final DropoutMask dropout;
  private final long mostKept;
  private final NativeBuffer kept;

  private HeadColumns queries;
  private HeadColumns keys;
  private HeadColumns values;
  private TokenRows queryRows;
  private RowRanges keyRows;
  private boolean training;
  private boolean keeping;
  private long seed;
  private long[] keptFrom = new long[0];

  /**
   * @param heads how many, side by side
   * @param width columns of a head
   * @param scale factor of the scores
   * @param causal whether a query sees no later key: the last query of a row sees all its keys, the
   *     one before all but one
   * @param dropout of the weights in training
   * @param mostKept weights of a batch that are kept rather than computed again
   * @param memory where the kept weights lie
   */
  AttentionHeads(
      int heads,
      int width,
      double scale,
      boolean causal,
      DropoutMask dropout,
      long mostKept,
      NativeMemory memory) {
    this.heads = heads;
    this.width = width;
    this.scale = (float) scale;
    this.causal = causal;
    this.dropout = dropout;
    this.mostKept = mostKept;
    kept = memory.newBuffer();
  }

  /**
   * Takes the batch of the next passes.
   *
   * @param newQueries where they lie, and in the backward pass their gradients
   * @param newKeys where they lie, and in the backward pass their gradients
   * @param newValues where they lie, and in the backward pass their gradients
   * @param newQueryRows the queries' rows
   * @param newKeyRows the keys' rows, as many; in the causal case with at least as many tokens
   * @param newTraining whether weights are dropped and a backward pass will follow
   * @param newSeed says which weights are dropped
   */
  void begin(
      HeadColumns newQueries,
      HeadColumns newKeys,
      HeadColumns newValues,
      TokenRows newQueryRows,
      RowRanges newKeyRows,
      boolean newTraining,
      long newSeed) {
    queries = newQueries;
    keys = newKeys;
    values = newValues;
    queryRows = newQueryRows;
    keyRows = newKeyRows;
    training = newTraining;
    seed = newSeed;
    keeping = training && layOutKept() <= mostKept;
    if (keeping) {
      kept.require(keptFrom[queryRows.rows()]);
    }
  }

  private long layOutKept() {
    int rows = queryRows.rows();
    if (keptFrom.length < rows + 1) {
      keptFrom = new long[rows + rows / 4 + 1];
    }
    for (int row = 0; row < rows; row++) {
      keptFrom[row + 1] = keptFrom[row] + heads * weightsOf(row, queryRows.length(row));
    }
    return keptFrom[rows];
  }

  /** Returns how many weights the blocks of a row's first queries have, for one head. */
  private long weightsOf(int row, int count) {
    long sum = 0;
    int block = blockOf(row);
    for (int from = 0; from < count; from += block) {
      int next = Math.min(queryRows.length(row), from + block);
      sum += (long) (next - from) * seen(row, next);
    }
    return sum;
  }

  private int blockOf(int row) {
    int most = causal ? MOST_CAUSAL_QUERIES : MOST_QUERIES;
    int fitting = BLOCK / Math.max(1, keyRows.length(row));
    return Math.max(FEWEST_QUERIES, Math.min(most, fitting));
  }

  /** Returns how many keys the queries before number {@code end} see. */
  private int seen(int row, int end) {
    int all = keyRows.length(row);
    return causal ? all - queryRows.length(row) + end : all;
  }

  /** Returns how many heads each row has. */
  int heads() {
    return heads;
  }

  /**
   * Computes the results of one head of one row.
   *
   * @param results receives them; zero where a query has no key
   */
  void forward(Lane lane, int row, int head, HeadColumns results) {
    int block = blockOf(row);
    for (int from = 0; from < queryRows.length(row); from += block) {
      int count = Math.min(block, queryRows.length(row) - from);
      int seen = seen(row, from + count);
      int token = queryRows.first(row) + from;
      if (seen == 0) {
        results.put(token, count, head, width, lane.copies.zeros(count * width));
        continue;
      }
      float[] p = weights(lane, row, head, from, count);
      Matrix weights = Matrix.of(lane.scores, 0, seen);
      if (keeping) {
        weights = Matrix.of(kept, keptAt(row, head, from), seen);
        kept.put(weights.at(), p, 0, count * seen);
      }
      if (!keeping || dropout.isActive()) {
        drop(row, head, from, count, p);
        weights = Matrix.of(lane.scores, 0, seen);
        lane.scores.put(0, p, 0, count * seen);
      }
      Matrix v = values.matrix(keyRows.first(row), head, width); // [seen, width]
      Matrix.product(count, width, seen, 1f, weights, v, 0f, results.matrix(token, head, width));
    }
  }

  private long keptAt(int row, int head, int from) {
    long ofHead = (keptFrom[row + 1] - keptFrom[row]) / heads;
    return keptFrom[row] + head * ofHead + weightsOf(row, from);
  }

  /**
   * Computes the weights of a block of queries, before dropout.
   *
   * @return an array of the lane, [count, seen]
   */
  private float[] weights(Lane lane, int row, int head, int from, int count) {
    int seen = seen(row, from + count);
    lane.scores.require((long) count * seen);
    Matrix q = queries.matrix(queryRows.first(row) + from, head, width); // [count, width]
    Matrix k = keys.matrix(keyRows.first(row), head, width); // [seen, width]
    Matrix scores = Matrix.of(lane.scores, 0, seen);
    Matrix.productWithTransposed(count, seen, width, scale, q, k, 0f, scores);
    float[] p = lane.first(count * seen);
    lane.scores.get(0, p, 0, count * seen);
    ScoreBlock.softmax(p, count, seen, causal, lane.exponential);
    return p;
  }

  private void drop(int row, int head, int from, int count, float[] p) {
    if (training && dropout.isActive()) {
      int seen = seen(row, from + count);
      int token = queryRows.first(row) + from;
      for (int i = 0; i < count; i++) {
        long line = (long) queryRows.cells()[token + i] * heads + head;
        dropout.apply(seed, line, p, i * seen, seen);
      }
    }
  }

  /**
   * Turns the queries, keys and values of one head of one row into their gradients, after its
   * {@link #forward}.
   *
   * @param results of the forward pass
   * @param resultGradients with respect to them
   */
  void backward(Lane lane, int row, int head, HeadColumns results, HeadColumns resultGradients) {
    int length = queryRows.length(row);
    int all = keyRows.length(row);
    if (length == 0 || all == 0) {
      float[] zeros = lane.copies.zeros(Math.max(length, all) * width);
      queries.put(queryRows.first(row), length, head, width, zeros);
      keys.put(keyRows.first(row), all, head, width, zeros);
      values.put(keyRows.first(row), all, head, width, zeros);
      return;
    }
    lane.keyGradients.require((long) all * width);
    lane.valueGradients.require((long) all * width);
    int block = blockOf(row);
    // The last block sees all keys, so it is the one that sets the sums instead of adding to them.
    for (int from = (length - 1) / block * block; from >= 0; from -= block) {
      int count = Math.min(block, length - from);
      backward(lane, row, head, from, count, results, resultGradients);
    }
    float[] sums = lane.first(all * width);
    lane.keyGradients.get(0, sums, 0, all * width);
    keys.put(keyRows.first(row), all, head, width, sums);
    lane.valueGradients.get(0, sums, 0, all * width);
    values.put(keyRows.first(row), all, head, width, sums);
  }

  private void backward(
      Lane lane,
      int row,
      int head,
      int from,
      int count,
      HeadColumns results,
      HeadColumns resultGradients) {
    int seen = seen(row, from + count);
    int token = queryRows.first(row) + from;
    float beta = from + count == queryRows.length(row) ? 0f : 1f;
    Matrix q = queries.matrix(token, head, width); // [count, width]
    Matrix k = keys.matrix(keyRows.first(row), head, width); // [seen, width]
    Matrix v = values.matrix(keyRows.first(row), head, width); // [seen, width]
    Matrix toResults = resultGradients.matrix(token, head, width); // [count, width]

    float[] p;
    Matrix weights; // [count, seen]
    if (keeping) {
      p = lane.first(count * seen);
      weights = Matrix.of(kept, keptAt(row, head, from), seen);
      kept.get(weights.at(), p, 0, count * seen);
    } else {
      p = weights(lane, row, head, from, count);
      weights = Matrix.of(lane.scores, 0, seen);
      lane.scores.put(0, p, 0, count * seen);
    }
    lane.scoreGradients.require((long) count * seen);
    Matrix toScores = Matrix.of(lane.scoreGradients, 0, seen); // [count, seen]
    Matrix.productWithTransposed(count, seen, width, 1f, toResults, v, 0f, toScores);
    float[] g = lane.second(count * seen);
    lane.scoreGradients.get(0, g, 0, count * seen);
    if (dropout.isActive()) {
      float[] dropped = lane.third(count * seen);
      System.arraycopy(p, 0, dropped, 0, count * seen);
      drop(row, head, from, count, dropped);
      drop(row, head, from, count, g);
      lane.scores.require((long) count * seen);
      weights = Matrix.of(lane.scores, 0, seen);
      lane.scores.put(0, dropped, 0, count * seen);
    }
    Matrix valueSums = Matrix.of(lane.valueGradients, 0, width); // [seen, width]
    Matrix.productOfTransposed(seen, width, count, 1f, weights, toResults, beta, valueSums);

    float[] parts = resultTimesGradient(lane, token, head, count, results, resultGradients);
    ScoreBlock.throughSoftmax(p, g, count, seen, parts, width);
    lane.scoreGradients.put(0, g, 0, count * seen);
    Matrix keySums = Matrix.of(lane.keyGradients, 0, width); // [seen, width]
    Matrix.productOfTransposed(seen, width, count, scale, toScores, q, beta, keySums);
    Matrix.product(count, width, seen, scale, toScores, k, 0f, q);
  }

  /** Its sums are those of weight times gradient, but shorter. */
  private float[] resultTimesGradient(
      Lane lane, int token, int head, int count, HeadColumns results, HeadColumns resultGradients) {
    float[] product = lane.third(count * width);
    float[] gradients = lane.fourth(count * width);
    results.get(token, count, head, width, product);
    resultGradients.get(token, count, head, width, gradients);
    for (int i = 0; i < count * width; i++) {
      product[i] = product[i] * gradients[i];
    }
    return product;
  }

  /**
   * Computes all weights without dropout, for pictures.
   *
   * @param queryLive the time steps of the queries
   * @param keyLive the time steps of the keys
   * @return [batch, heads, queries, keys], zero where one of them is padding
   */
  float[] weights(Lanes lanes, LiveSteps queryLive, LiveSteps keyLive) {
    long length = (long) queryRows.rows() * heads * queryLive.time() * keyLive.time();
    float[] weights = new float[Math.toIntExact(length)];
    Pipeline pipeline = new Pipeline(lanes, queryRows);
    pipeline.rows(
        heads, (lane, row, head) -> weights(lane, row, head, weights, queryLive, keyLive));
    pipeline.run();
    return weights;
  }

  private void weights(
      Lane lane, int row, int head, float[] target, LiveSteps queryLive, LiveSteps keyLive) {
    int block = blockOf(row);
    for (int from = 0; from < queryRows.length(row); from += block) {
      int count = Math.min(block, queryRows.length(row) - from);
      int seen = seen(row, from + count);
      if (seen == 0) {
        continue;
      }
      float[] p = weights(lane, row, head, from, count);
      for (int i = 0; i < count; i++) {
        int line = (row * heads + head) * queryLive.time() + queryLive.forwardStep(row, from + i);
        for (int key = 0; key < seen; key++) {
          target[line * keyLive.time() + keyLive.forwardStep(row, key)] = p[i * seen + key];
        }
      }
    }
  }
}
