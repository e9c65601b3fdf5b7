package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.DropoutMask;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Dot-product attention of several heads in ND4J operations, for every type and backend.
 *
 * <pre>
 *   S = scale Q K'        P = softmax of each row of S over the keys that it may see
 *   Y = dropout(P) V
 * </pre>
 *
 * <p>Sequences are {@code [batch, time, width]} here, and their padding is zero.
 */
final class PortableDotProducts {

  /** What is hidden gets a score so far below the others that its exponential is 0. */
  private static final double HIDDEN = -1e9;

  private static final double HIDDEN_IN_HALF_PRECISION = -1e4;

  private final int heads;
  private final double scale;
  private final boolean causal;
  private final DropoutMask dropout;

  // The last pass; a head of a row of the batch is a matrix, and they are n = batch * heads.
  private long batch;
  private INDArray queries; // [n, time, head]
  private INDArray keys; // [n, keys, head]
  private INDArray values; // [n, keys, head]
  private INDArray weights; // [n, time, keys], before dropout
  private INDArray factors; // of dropout, as the weights; or null

  /**
   * @param heads how many, side by side
   * @param scale factor of the scores
   * @param causal whether the last query sees all keys, the one before all but one, and so on
   * @param dropped probability that a weight is dropped
   */
  PortableDotProducts(int heads, double scale, boolean causal, double dropped) {
    this.heads = heads;
    this.scale = scale;
    this.causal = causal;
    dropout = new DropoutMask(dropped);
  }

  /**
   * @param q queries {@code [batch, time, width]}
   * @param k keys {@code [batch, keys, width]}
   * @param v values {@code [batch, keys, width]}
   * @param live {@code [batch, time]} in 'c' order, 1 where a query is there
   * @param keyLive {@code [batch, keys]} in 'c' order, 1 where a key is there
   * @param training whether there is dropout
   * @param seed says what is dropped
   * @return {@code [batch, time, width]}
   */
  INDArray forward(
      INDArray q,
      INDArray k,
      INDArray v,
      float[] live,
      float[] keyLive,
      boolean training,
      long seed) {
    batch = q.size(0);
    queries = split(q);
    keys = split(k);
    values = split(v);
    INDArray seen = seen(live, keyLive); // [n * time, keys]
    INDArray scores = product(queries, keys, false, true).muli(scale);
    weights = softmax(scores.reshape('c', seen.shape()), seen).reshape('c', scores.shape());
    factors = training && dropout.isActive() ? factors(seed, keyLive) : null;
    return join(product(dropped(), values, false, false));
  }

  private INDArray dropped() {
    return factors == null ? weights : weights.mul(factors);
  }

  /** {@code [batch, time, width]} to {@code [batch * heads, time, width / heads]}. */
  private INDArray split(INDArray sequence) {
    long time = sequence.size(1);
    long head = sequence.size(2) / heads;
    return sequence
        .dup('c')
        .reshape('c', batch, time, heads, head)
        .permute(0, 2, 1, 3)
        .dup('c')
        .reshape('c', batch * heads, time, head);
  }

  /** The way back of {@link #split}. */
  private INDArray join(INDArray matrices) {
    long time = matrices.size(1);
    long head = matrices.size(2);
    return matrices
        .reshape('c', batch, heads, time, head)
        .permute(0, 2, 1, 3)
        .dup('c')
        .reshape('c', batch, time, heads * head);
  }

  private static INDArray product(INDArray a, INDArray b, boolean transposeA, boolean transposeB) {
    INDArray product = Nd4j.matmul(a, b, transposeA, transposeB, false);
    return product.ordering() == 'c' ? product : product.dup('c');
  }

  /** Ones where a query may see a key, {@code [batch * heads * time, keys]}. */
  private INDArray seen(float[] live, float[] keyLive) {
    int rows = (int) batch;
    int time = live.length / rows;
    int all = keyLive.length / rows;
    float[] seen = new float[Math.multiplyExact(rows * heads * time, all)];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int head = 0; head < heads; head++) {
        for (int query = 0; query < time; query++) {
          int end = causal ? all - time + query + 1 : all;
          for (int key = 0; key < end; key++) {
            seen[at + key] = live[row * time + query] * keyLive[row * all + key];
          }
          at += all;
        }
      }
    }
    return Nd4j.createFromArray(seen)
        .reshape('c', (long) rows * heads * time, all)
        .castTo(queries.dataType());
  }

  /** Rows of scores become weights that sum to 1, or are all 0 if nothing is seen. */
  private static INDArray softmax(INDArray scores, INDArray seen) {
    double hidden = scores.dataType() == DataType.FLOAT16 ? HIDDEN_IN_HALF_PRECISION : HIDDEN;
    scores.muli(seen).addi(seen.rsub(1).muli(hidden));
    scores.subiColumnVector(scores.max(true, 1));
    Transforms.exp(scores, false).muli(seen);
    INDArray sums = scores.sum(true, 1);
    return scores.diviColumnVector(sums.addi(sums.eq(0).castTo(sums.dataType())));
  }

  /** The same factors as those of the kernel, which counts the keys that are there. */
  private INDArray factors(long seed, float[] keyLive) {
    int time = (int) queries.size(1);
    int all = (int) keys.size(1);
    float[] factors = new float[(int) weights.length()];
    float[] ofLive = new float[all];
    int at = 0;
    for (int row = 0; row < batch; row++) {
      for (int head = 0; head < heads; head++) {
        for (int query = 0; query < time; query++) {
          dropout.fill(seed, ((long) row * time + query) * heads + head, ofLive, 0, all);
          int next = 0;
          for (int key = 0; key < all; key++) {
            factors[at++] = keyLive[row * all + key] == 0 ? 0 : ofLive[next++];
          }
        }
      }
    }
    return Nd4j.createFromArray(factors).reshape('c', weights.shape()).castTo(weights.dataType());
  }

  /** Gradients with respect to queries, keys and values. */
  record Gradients(INDArray queries, INDArray keys, INDArray values) {}

  /**
   * Differentiates the last {@link #forward}.
   *
   * @param toResult {@code [batch, time, width]}
   */
  Gradients backward(INDArray toResult) {
    INDArray toMixed = split(toResult); // [n, time, head]
    INDArray toValues = product(dropped(), toMixed, true, false); // [n, keys, head]
    INDArray toWeights = product(toMixed, values, false, true); // [n, time, keys]
    if (factors != null) {
      toWeights.muli(factors);
    }
    INDArray p = weights.reshape('c', weights.size(0) * weights.size(1), weights.size(2));
    INDArray g = toWeights.reshape('c', p.shape());
    g.subiColumnVector(p.mul(g).sum(true, 1)).muli(p).muli(scale);
    INDArray toQueries = product(toWeights, keys, false, false); // [n, time, head]
    INDArray toKeys = product(toWeights, queries, true, false); // [n, keys, head]
    return new Gradients(join(toQueries), join(toKeys), join(toValues));
  }

  /** Returns those of the last pass, before dropout, {@code [batch, heads, time, keys]}. */
  INDArray weights() {
    return weights.reshape('c', batch, heads, weights.size(1), weights.size(2));
  }
}
