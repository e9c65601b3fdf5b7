package dev.seq4j.models.classifier;

import dev.seq4j.models.bag.SparseVector;
import java.util.Arrays;
import java.util.List;

/**
 * What naive Bayes knows of each feature (Wang and Manning 2012).
 *
 * <pre>
 *   p_j = 1 + sum of x_ij over the texts i of the class,  q_j the same over all other texts
 *   r_j = ln((p_j / |p|) / (q_j / |q|))
 * </pre>
 */
final class LogCountRatios {

  private LogCountRatios() {}

  /**
   * @param rows the texts
   * @param positive which of them are of the class
   * @param size how many features there are
   * @return the ratio of each feature
   */
  static double[] of(List<SparseVector> rows, boolean[] positive, int size) {
    double[] p = new double[size];
    double[] q = new double[size];
    Arrays.fill(p, 1);
    Arrays.fill(q, 1);
    for (int i = 0; i < positive.length; i++) {
      double[] counts = positive[i] ? p : q;
      SparseVector row = rows.get(i);
      for (int k = 0; k < row.features().length; k++) {
        counts[row.features()[k]] += row.values()[k];
      }
    }
    double shift = Math.log(Arrays.stream(q).sum()) - Math.log(Arrays.stream(p).sum());
    double[] ratios = new double[size];
    for (int j = 0; j < size; j++) {
      ratios[j] = Math.log(p[j]) - Math.log(q[j]) + shift;
    }
    return ratios;
  }
}
