package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.LiveSteps;

/** Additive attention for one row in double precision, straight from the equations. */
public final class ReferenceAttention {

  private ReferenceAttention() {}

  /**
   * @param memory [steps][features], live ones only
   * @param query what is added to every key, [attention]
   * @param u [features, attention] in 'c' order from {@code at} on, its bias and v after it
   * @return a
   */
  public static double[] weights(double[][] memory, double[] query, double[] u, int at) {
    int attention = query.length;
    double[] weights = new double[memory.length];
    double sum = 0;
    for (int j = 0; j < memory.length; j++) {
      int features = memory[j].length;
      double score = 0;
      for (int a = 0; a < attention; a++) {
        double key = u[at + features * attention + a];
        for (int f = 0; f < features; f++) {
          key += memory[j][f] * u[at + f * attention + a];
        }
        score += u[at + (features + 1) * attention + a] * Math.tanh(query[a] + key);
      }
      weights[j] = Math.exp(score);
      sum += weights[j];
    }
    for (int j = 0; j < memory.length; j++) {
      weights[j] /= sum;
    }
    return weights;
  }

  /** The sum of the memory's steps times their weights. */
  public static double[] context(double[][] memory, double[] weights, int features) {
    double[] context = new double[features];
    for (int j = 0; j < memory.length; j++) {
      for (int f = 0; f < features; f++) {
        context[f] += weights[j] * memory[j][f];
      }
    }
    return context;
  }

  /** The live steps of a row of [B][S][features]. */
  public static double[][] live(double[][][] memory, LiveSteps live, int row) {
    double[][] steps = new double[live.length(row)][];
    for (int j = 0; j < steps.length; j++) {
      steps[j] = memory[row][live.step(row, j)];
    }
    return steps;
  }
}
