package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Exponential;
import dev.seq4j.core.kernel.Reductions;
import java.util.Arrays;

/**
 * Loops over a block of attention scores, an array of [queries, keys]. In the causal case the last
 * query sees all keys, the one before all but the last, and so on.
 */
final class ScoreBlock {

  private ScoreBlock() {}

  /** Turns scores into weights: those that a query sees sum to 1, the others are 0. */
  static void softmax(float[] p, int queries, int keys, boolean causal, Exponential exponential) {
    for (int i = 0; i < queries; i++) {
      int begin = i * keys;
      minus(p, begin, begin + keys, max(p, begin, end(i, queries, keys, causal)));
    }
    exponential.apply(p, queries * keys);
    for (int i = 0; i < queries; i++) {
      int begin = i * keys;
      int end = end(i, queries, keys, causal);
      scale(p, begin, end, 1 / Reductions.sum(p, begin, end));
      Arrays.fill(p, end, begin + keys, 0f);
    }
  }

  /** Returns where the keys end that query number i sees. */
  private static int end(int i, int queries, int keys, boolean causal) {
    return (i + 1) * keys - (causal ? queries - 1 - i : 0);
  }

  /**
   * Turns the gradients of weights into those of scores: {@code g = p (g - sum of p g)}.
   *
   * @param sums for each query the sum, at every {@code stride}-th place the parts of one
   */
  static void throughSoftmax(
      float[] p, float[] g, int queries, int keys, float[] sums, int stride) {
    for (int i = 0; i < queries; i++) {
      float sum = Reductions.sum(sums, i * stride, (i + 1) * stride);
      differentiate(p, g, i * keys, (i + 1) * keys, sum);
    }
  }

  private static void differentiate(float[] p, float[] g, int from, int to, float sum) {
    for (int i = from; i < to; i++) {
      g[i] = p[i] * (g[i] - sum);
    }
  }

  private static void minus(float[] x, int from, int to, float y) {
    for (int i = from; i < to; i++) {
      x[i] = x[i] - y;
    }
  }

  private static void scale(float[] x, int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      x[i] = x[i] * factor;
    }
  }

  private static float max(float[] x, int from, int to) {
    float a = x[from];
    float b = a;
    float c = a;
    float d = a;
    int i = from;
    for (; i <= to - 4; i += 4) {
      a = x[i] > a ? x[i] : a;
      b = x[i + 1] > b ? x[i + 1] : b;
      c = x[i + 2] > c ? x[i + 2] : c;
      d = x[i + 3] > d ? x[i + 3] : d;
    }
    for (; i < to; i++) {
      a = x[i] > a ? x[i] : a;
    }
    return Math.max(Math.max(a, b), Math.max(c, d));
  }
}
