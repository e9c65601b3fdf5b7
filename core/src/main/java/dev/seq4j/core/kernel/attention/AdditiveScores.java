package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Activations;
import dev.seq4j.core.kernel.Exponential;
import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.Reductions;
import java.util.Arrays;

/**
 * The weights of additive attention (Bahdanau et al. 2015) over one row's keys, for one thread.
 *
 * <pre>
 *   e_j = v' tanh(q + k_j),   a = softmax(e),   c = sum of a_j m_j
 * </pre>
 *
 * <p>What tanh gave is computed again by the backward pass: it would fill a megabyte for every step
 * of a batch.
 */
public final class AdditiveScores {

  private final int attention;
  private final Exponential exponential = new Exponential();
  private final float[] v;
  private final float[] line;
  private final float[] products;
  private final float[] toScore;

  /**
   * @param attention features of queries and keys
   */
  public AdditiveScores(int attention) {
    this.attention = attention;
    v = new float[attention];
    line = new float[attention];
    products = new float[attention];
    toScore = new float[attention];
  }

  /** Takes v for the next passes. */
  public void use(NativeFloats newV) {
    newV.buffer().get(0, v, 0, attention);
  }

  /** Sets the gradient of v to zero. */
  public void beginGradients() {
    Arrays.fill(toScore, 0f);
  }

  /** Returns the gradient of v since {@link #beginGradients}. */
  public float[] toScore() {
    return toScore;
  }

  /**
   * Computes a.
   *
   * @param keys [tokens, attention]
   * @param first of the row's tokens
   * @param count how many it has; with none nothing is done
   * @param query q
   * @param weights receives a
   */
  public void weights(NativeBuffer keys, long first, int count, float[] query, float[] weights) {
    for (int j = 0; j < count; j++) {
      hidden(keys, first + j, query);
      weights[j] = Reductions.dot(line, v, attention);
    }
    FloatLoops.scale(weights, 1f, FloatLoops.max(weights, count), count);
    exponential.apply(weights, count);
    FloatLoops.scale(weights, 1f / Reductions.sum(weights, count), 0f, count);
  }

  /** line = tanh(q + k_j). */
  private void hidden(NativeBuffer keys, long token, float[] query) {
    keys.get(token * attention, line, 0, attention);
    FloatLoops.plus(line, query, attention);
    Activations.tanh(line, attention);
  }

  /**
   * Differentiates, and adds to the gradient of v.
   *
   * @param weights a of the forward pass
   * @param toWeights the gradient of a, overwritten
   * @param toKeys [tokens, attention]: the gradients of this row's keys are added to
   * @param toQuery receives the gradient of q
   */
  public void backward(
      NativeBuffer keys,
      long first,
      int count,
      float[] query,
      float[] weights,
      float[] toWeights,
      NativeBuffer toKeys,
      float[] toQuery) {
    Arrays.fill(toQuery, 0, attention, 0f);
    float mean = Reductions.dot(weights, toWeights, count);
    for (int j = 0; j < count; j++) {
      float error = weights[j] * (toWeights[j] - mean);
      hidden(keys, first + j, query);
      FloatLoops.addScaled(toScore, line, error, attention);
      gradient(error);
      FloatLoops.plus(toQuery, products, attention);
      toKeys.get((first + j) * attention, line, 0, attention);
      FloatLoops.plus(line, products, attention);
      toKeys.put((first + j) * attention, line, 0, attention);
    }
  }

  /** products = error v (1 - line^2). */
  private void gradient(float error) {
    for (int i = 0; i < attention; i++) {
      products[i] = error * v[i] * (1f - line[i] * line[i]);
    }
  }
}
