package dev.seq4j.core.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * One step of gradient descent: the gradient of the mean loss a label, its global norm clipped
 * (Pascanu et al. 2013), refused if it is not finite, and given to the updater.
 *
 * <p>Deeplearning4j sums over the time steps and divides by the batch size, so a gradient would
 * grow with the length of the sequences; here a learning rate and a clipping threshold mean the
 * same for every length. Penalties on weights (L1, L2, weight decay) join later, in the updater,
 * and are not clipped.
 */
final class GradientStep {

  private final ComputationGraph graph;
  private final double clipNorm;
  private final ParameterUpdate update;
  private double labels;
  private double loss;
  private double norm;

  /**
   * @param graph learns; its updater must not be replaced afterwards
   * @param clipNorm the largest norm allowed, or 0 for any
   */
  GradientStep(ComputationGraph graph, double clipNorm) {
    this.graph = graph;
    this.clipNorm = clipNorm;
    if (graph.getFlattenedGradients() == null) {
      graph.initGradientsView();
    }
    update = ParameterUpdate.of(graph);
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

  /**
   * Learns from a batch and tells the network's listeners, as {@code graph.fit(batch)} would.
   *
   * @param batch features, labels and masks
   * @throws DivergedException if loss or gradient are not finite; the parameters are as before then
   */
  void learn(MultiDataSet batch) {
    labels = count(batch);
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.setLayerMaskArrays(batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
    try {
      graph.computeGradientAndScore();
      for (TrainingListener listener : graph.getListeners()) {
        listener.onGradientCalculation(graph);
      }
      update.apply(scale(batch.getFeatures(0).size(0)));
    } finally {
      graph.clearLayerMaskArrays();
      graph.clearLayersStates();
    }
    int iteration = graph.getIterationCount();
    for (TrainingListener listener : graph.getListeners()) {
      listener.iterationDone(graph, iteration, graph.getEpochCount());
    }
    graph.getConfiguration().setIterationCount(iteration + 1);
    graph.applyConstraints(iteration + 1, graph.getEpochCount());
  }

  private static double count(MultiDataSet batch) {
    INDArray labelArray = batch.getLabels(0); // [batch, n] or [batch, n, time], 1 for classes
    if (batch.getLabelsMaskArray(0) != null) {
      NumberLoss.requireMask(batch.getLabelsMaskArray(0), labelArray);
      return batch.getLabelsMaskArray(0).sumNumber().doubleValue();
    }
    return labelArray.rank() == 3 ? labelArray.size(0) * labelArray.size(2) : labelArray.size(0);
  }

  /** What to multiply the gradient by, which is summed over rows and time steps. */
  private double scale(long rows) {
    double count = Math.max(1, labels); // without labels both are 0
    norm = update.gradientNorm() / count;
    loss = (graph.score() - graph.calcRegularizationScore(true)) * rows / count;
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw Divergence.at(
          graph.getIterationCount() + 1L,
          LearningRate.of(graph),
          "loss %s, largest gradient %s"
              .formatted(
                  loss, Divergence.largest(graph.gradient().gradientForVariable(), 1 / count)));
    }
    return (clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1) / count;
  }
}
