package dev.seq4j.core.layer.attention;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Additive attention of one query a row to a memory, in ND4J operations.
 *
 * <pre>
 *   e_j = v' tanh(q + k_j),   a = softmax over the live j,   c = sum of a_j m_j
 * </pre>
 */
public final class PortableAdditiveAttention {

  private final INDArray memory; // [steps, batch, features]
  private final INDArray keys; // [steps, batch, attention]
  private final INDArray live; // [steps, batch] of ones and zeros

  private final INDArray toMemory;
  private final INDArray toKeys;

  /**
   * Begins with gradients of zero.
   *
   * @param memory {@code [steps, batch, features]} in 'c' order
   * @param keys {@code [steps, batch, attention]} in 'c' order
   * @param live {@code [steps, batch]} of ones and zeros
   */
  public PortableAdditiveAttention(INDArray memory, INDArray keys, INDArray live) {
    this.memory = memory;
    this.keys = keys;
    this.live = live;
    toMemory = memory.like();
    toKeys = keys.like();
  }

  /** tanh(q + k_j), {@code [steps, batch, attention]}. */
  private INDArray hidden(INDArray query) {
    INDArray sum = query == null ? keys.dup('c') : keys.add(row(query));
    return Transforms.tanh(sum, false);
  }

  private static INDArray row(INDArray matrix) {
    return matrix.dup('c').reshape('c', 1, matrix.size(0), matrix.size(1));
  }

  private static INDArray flat(INDArray sequence) {
    return sequence.reshape('c', sequence.size(0) * sequence.size(1), sequence.size(2));
  }

  /**
   * @param query {@code [batch, attention]}, or null for none
   * @param v {@code [attention]}
   * @return a, {@code [steps, batch]}; zeros for a row without a live step
   */
  public INDArray weights(INDArray query, INDArray v) {
    INDArray scores =
        flat(hidden(query)).mmul(v.reshape('c', v.length(), 1)).reshape('c', live.shape());
    // What is not there takes the least score, so that it never is the largest of its row.
    INDArray lowest = live.rsub(1).muli(scores.minNumber());
    scores.muli(live).addi(lowest);
    scores.subiRowVector(scores.max(0));
    INDArray weights = Transforms.exp(scores, false).muli(live);
    INDArray sums = weights.sum(0);
    sums.addi(sums.eq(0).castTo(sums.dataType()));
    return weights.diviRowVector(sums);
  }

  /**
   * @param weights a
   * @return c, {@code [batch, features]}
   */
  public INDArray context(INDArray weights) {
    return memory.mul(column(weights)).sum(0);
  }

  private static INDArray column(INDArray matrix) {
    return matrix.dup('c').reshape('c', matrix.size(0), matrix.size(1), 1);
  }

  /**
   * Differentiates; the gradients of memory and keys are added up.
   *
   * @param query that of the forward pass
   * @param v that of the forward pass
   * @param weights a
   * @param toContext {@code [batch, features]}
   * @param toV {@code [attention]}, added to
   * @return the gradient of the query, {@code [batch, attention]}
   */
  public INDArray backward(
      INDArray query, INDArray v, INDArray weights, INDArray toContext, INDArray toV) {
    toMemory.addi(column(weights).mul(row(toContext)));
    INDArray toWeights = memory.mul(row(toContext)).sum(2); // [steps, batch]
    INDArray mean = weights.mul(toWeights).sum(0); // [batch]
    INDArray toScores = toWeights.subiRowVector(mean).muli(weights);
    INDArray hidden = hidden(query);
    INDArray errors = toScores.dup('c').reshape('c', toScores.length(), 1);
    toV.addi(flat(hidden).mulColumnVector(errors).sum(0));
    INDArray slopes = hidden.mul(hidden).rsubi(1);
    INDArray toSums = flat(slopes).muliRowVector(v).muliColumnVector(errors);
    INDArray shaped = toSums.reshape('c', keys.shape());
    toKeys.addi(shaped);
    return shaped.sum(0);
  }

  /** Returns the gradient of the memory by way of the contexts. */
  public INDArray toMemory() {
    return toMemory;
  }

  /** Returns the gradient of the keys. */
  public INDArray toKeys() {
    return toKeys;
  }
}
