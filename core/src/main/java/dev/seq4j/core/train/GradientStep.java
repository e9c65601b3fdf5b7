package dev.seq4j.core.train;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

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

  /** Says which batch is coming. */
  void expect(DataSet batch) {
    rows = batch.numExamples();
    INDArray labelArray = batch.getLabels(); // [batch, 1] or [batch, 1, time]
    if (batch.getLabelsMaskArray() != null) {
      labels = batch.getLabelsMaskArray().sumNumber().doubleValue();
    } else {
      labels = labelArray.rank() == 3 ? labelArray.size(0) * labelArray.size(2) : rows;
    }
  }

  /**
   * @return how many labels the last batch had
   */
  double labels() {
    return labels;
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
    double count = Math.max(1, labels); // without labels both are 0
    norm = gradient.norm2Number().doubleValue() / count;
    loss = (graph.score() - graph.calcRegularizationScore(true)) * rows / count;
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw Divergence.at(
          graph.getIterationCount() + 1L,
          LearningRate.of(graph),
          "loss %s, largest gradient %s"
              .formatted(
                  loss, Divergence.largest(graph.gradient().gradientForVariable(), 1 / count)));
    }
    // The updater divides by the number of rows; what is left to divide by is labels / rows.
    double scale = rows / count;
    if (clipNorm > 0 && norm > clipNorm) {
      scale *= clipNorm / norm;
    }
    if (scale != 1) {
      gradient.muli(scale);
    }
  }
}
