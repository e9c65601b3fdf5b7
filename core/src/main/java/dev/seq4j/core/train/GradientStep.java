package dev.seq4j.core.train;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Looks at each gradient before the updater does: makes it that of the mean loss a label, clips its
 * global norm (Pascanu et al. 2013) and refuses what is not finite.
 *
 * <p>Deeplearning4j sums over the time steps and divides by the batch size, so a gradient would
 * grow with the length of the sequences; here a learning rate and a clipping threshold mean the
 * same for every length. Penalties on weights (L1, L2, weight decay) join later, in the updater,
 * and are not clipped.
 */
final class GradientStep extends BaseTrainingListener {

  private final double clipNorm;
  private double labels;
  private int rows;
  private double loss;
  private double norm;

  /**
   * @param clipNorm the largest norm allowed, or 0 for any
   */
  GradientStep(double clipNorm) {
    this.clipNorm = clipNorm;
  }

  /** Says how many labels and rows the coming batch has. */
  void expect(double labels, int rows) {
    this.labels = Math.max(1, labels); // a batch without labels has loss and gradient 0
    this.rows = rows;
  }

  /**
   * @return the last batch's mean loss a label, without penalties on weights
   */
  double loss() {
    return loss;
  }

  /**
   * @return the Euclidean norm of the last gradient, before clipping
   */
  double norm() {
    return norm;
  }

  @Override
  public void onGradientCalculation(Model model) {
    ComputationGraph graph = (ComputationGraph) model;
    INDArray gradient = graph.getFlattenedGradients(); // summed over rows and time steps
    norm = gradient.norm2Number().doubleValue() / labels;
    loss = (graph.score() - graph.calcRegularizationScore(true)) * rows / labels;
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw diverged(graph);
    }
    // The updater divides by the number of rows; what is left to divide by is labels / rows.
    double scale = rows / labels;
    if (clipNorm > 0 && norm > clipNorm) {
      scale *= clipNorm / norm;
    }
    if (scale != 1) {
      gradient.muli(scale);
    }
  }

  private DivergedException diverged(ComputationGraph graph) {
    String where = "none";
    double largest = 0;
    for (Map.Entry<String, INDArray> entry : graph.gradient().gradientForVariable().entrySet()) {
      double size = entry.getValue().amaxNumber().doubleValue() / labels;
      if (Double.isNaN(size) || size > largest) {
        where = entry.getKey();
        largest = size;
      }
      if (Double.isNaN(size)) {
        break;
      }
    }
    return new DivergedException(
        ("training diverged at iteration %d, epoch %d: loss %s, learning rate %s, largest gradient"
                + " %s in %s; try a lower learning rate or gradient clipping%s")
            .formatted(
                graph.getIterationCount(),
                graph.getEpochCount(),
                loss,
                LearningRate.of(graph),
                largest,
                where,
                clipNorm > 0 ? " below " + clipNorm : ""));
  }
}
