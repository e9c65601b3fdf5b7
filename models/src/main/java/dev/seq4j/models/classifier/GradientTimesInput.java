package dev.seq4j.models.classifier;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What each position of a text has to do with a network's decision: gradient times input (Shrikumar
 * et al. 2016), the gradient of the class's log-odds by the word vector there, times that vector.
 *
 * <p>The gradient of an embedding is summed over all positions that have the same word. So the
 * network is built again with an embedding of one row for each position of the text, and without
 * dropout.
 */
final class GradientTimesInput {

  /** Log-odds that a FLOAT's probability can tell from 1. */
  private static final double HIGHEST_LOG_ODDS = 16;

  private GradientTimesInput() {}

  /**
   * @param graph the network
   * @param settings of the network
   * @param inputs ids that it reads, all of them live
   * @param label the class to speak for
   * @param probability of that class
   * @return the part of each position
   */
  static double[] of(
      ComputationGraph graph,
      NetworkSettings settings,
      int[] inputs,
      int label,
      double probability) {
    ComputationGraph copy = copy(graph, settings, inputs);
    // Near 0 and 1 a gradient of the loss has no digits left. A class's bias cancels out of the
    // gradient of its log-odds, so it may be moved until the probability is a half.
    double logOdds = Math.log(probability) - Math.log1p(-probability);
    double shift = Math.max(-HIGHEST_LOG_ODDS, Math.min(HIGHEST_LOG_ODDS, logOdds));
    INDArray bias = copy.getLayer(Figures.OUTPUT).getParam("b");
    bias.putScalar(label, bias.getDouble(label) - shift);

    int[] positions = new int[inputs.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i + 1;
    }
    DataSet text =
        new DataSet(
            Nd4j.createFromArray(new int[][] {positions}),
            Nd4j.createFromArray(new int[][] {{label}}));
    copy.setInputs(text.getFeatures());
    copy.setLabels(text.getLabels());
    copy.computeGradientAndScore();
    double moved = Math.exp(-copy.score()); // the class's probability, its bias moved
    INDArray gradient = // of the loss, which is -ln of that probability
        copy.gradient().getGradientFor(Figures.EMBEDDING + "_W");
    INDArray vectors = copy.getLayer(Figures.EMBEDDING).getParam("W");
    double[] parts = new double[inputs.length];
    for (int i = 0; i < parts.length; i++) {
      double product = gradient.getRow(i + 1).mul(vectors.getRow(i + 1)).sumNumber().doubleValue();
      parts[i] = -product / (1 - moved);
    }
    return parts;
  }

  private static ComputationGraph copy(
      ComputationGraph graph, NetworkSettings settings, int[] inputs) {
    NetworkSettings plain = settings.withDropout(0).withEmbeddingDropout(0);
    int classes = (int) graph.layerSize(Figures.OUTPUT);
    ComputationGraph copy =
        new ComputationGraph(plain.architecture().configure(plain, inputs.length + 1, classes));
    copy.init();
    for (Map.Entry<String, INDArray> param : graph.paramTable().entrySet()) {
      INDArray own = copy.paramTable().get(param.getKey());
      if (param.getKey().equals(Figures.EMBEDDING + "_W")) {
        for (int i = 0; i < inputs.length; i++) {
          own.get(NDArrayIndex.point(i + 1L), NDArrayIndex.all())
              .assign(param.getValue().getRow(inputs[i]));
        }
      } else {
        own.assign(param.getValue());
      }
    }
    return copy;
  }
}
