package dev.seq4j.models.classifier;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import dev.seq4j.models.bag.BagOfWords;
import dev.seq4j.models.bag.SparseVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Learns the weights of a linear classifier: logistic regression by LIBLINEAR (Fan et al. 2008), on
 * features that may be weighted by naive Bayes as in "Baselines and Bigrams" (Wang and Manning
 * 2012).
 *
 * <pre>
 *   r_j                                                             {@link LogCountRatios}
 *   w   = argmin |w|^2 / 2 + C sum over i of ln(1 + exp(-y_i w (x_i * r)))
 *   weight_j = r_j ((1 - b) mean|w| + b w_j)                        b: the interpolation
 * </pre>
 */
final class LinearTraining {

  /** Of the gradient's norm, relative to the first one: LIBLINEAR's own default. */
  private static final double TOLERANCE = 0.01;

  private final LinearSettings settings;
  private final BagOfWords bag;
  private final List<SparseVector> rows;
  private final int[] labels;

  LinearTraining(LinearSettings settings, BagOfWords bag, List<SparseVector> rows, int[] labels) {
    this.settings = settings;
    this.bag = bag;
    this.rows = rows;
    this.labels = labels;
  }

  static {
    Linear.disableDebugOutput(); // it prints on standard output
  }

  LinearWeights run(int classes) {
    int columns = LinearWeights.columns(classes);
    float[] weights = new float[Math.multiplyExact(bag.size(), columns)];
    float[] bias = new float[columns];
    for (int c = 0; c < columns; c++) {
      int label = columns == 1 ? 1 : c;
      boolean[] positive = new boolean[labels.length];
      for (int i = 0; i < labels.length; i++) {
        positive[i] = labels[i] == label;
      }
      double[] ratios =
          settings.naiveBayes() ? LogCountRatios.of(rows, positive, bag.size()) : ones(bag.size());
      double[] learned = solve(positive, ratios);
      double mean = meanSize(learned, bag.size());
      double share = settings.interpolation();
      for (int j = 0; j < ratios.length; j++) {
        weights[j * columns + c] = (float) (ratios[j] * ((1 - share) * mean + share * learned[j]));
      }
      bias[c] = (float) learned[bag.size()];
    }
    return new LinearWeights(bag, weights, bias);
  }

  /** Returns a weight for each feature and, last, the bias. */
  private double[] solve(boolean[] positive, double[] ratios) {
    Problem problem = new Problem();
    problem.l = positive.length;
    problem.n = bag.size() + 1;
    problem.bias = 1;
    problem.x = matrix(ratios);
    problem.y = new double[positive.length];
    for (int i = 0; i < positive.length; i++) {
      problem.y[i] = positive[i] ? 1 : -1;
    }
    Model model =
        Linear.train(problem, new Parameter(SolverType.L2R_LR, settings.cost(), TOLERANCE));
    double[] learned = model.getFeatureWeights();
    double sign = model.getLabels()[0] == 1 ? 1 : -1; // the label that came first is its positive
    return Arrays.stream(learned).map(weight -> sign * weight).toArray();
  }

  /** Makes LIBLINEAR's rows. Most values are 1, for which all rows share one object a feature. */
  private Feature[][] matrix(double[] ratios) {
    Feature[] ofOne = new Feature[bag.size()];
    Arrays.setAll(ofOne, j -> new FeatureNode(j + 1, ratios[j]));
    Feature bias = new FeatureNode(bag.size() + 1, 1);
    List<Feature[]> matrix = new ArrayList<>(rows.size());
    for (SparseVector row : rows) {
      int size = row.features().length;
      Feature[] nodes = new Feature[size + 1];
      for (int k = 0; k < size; k++) {
        int j = row.features()[k];
        float value = row.values()[k];
        nodes[k] = value == 1 ? ofOne[j] : new FeatureNode(j + 1, value * ratios[j]);
      }
      nodes[size] = bias;
      matrix.add(nodes);
    }
    return matrix.toArray(Feature[][]::new);
  }

  private static double meanSize(double[] weights, int size) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      sum += Math.abs(weights[j]);
    }
    return sum / size;
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }
}
