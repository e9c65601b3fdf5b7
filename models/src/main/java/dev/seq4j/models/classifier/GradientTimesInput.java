package dev.seq4j.models.classifier;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What each position of a text has to do with a network's decision: gradient times input (Shrikumar
 * et al. 2016), the gradient of the class's log-odds by the word vector there, times that vector.
 *
 * <p>The gradient of an embedding is summed over all positions that have the same word. So the
 * network is built again with an embedding of one row for each position of the text, and without
 * dropout.
 *
 * @param ofInputs the part of each position of the first input
 * @param ofFeatures the part of each position of the second, if there is one
 */
record GradientTimesInput(double[] ofInputs, double[] ofFeatures) {

  /** Log-odds that a FLOAT's probability can tell from 1. */
  private static final double HIGHEST_LOG_ODDS = 16;

  /**
   * @param graph the network
   * @param settings of the network
   * @param inputs numbers that it reads, all of them live
   * @param features numbers that it reads by its second input; none if it has but one
   * @param label the class to speak for
   * @param probability of that class
   */
  static GradientTimesInput of(
      ComputationGraph graph,
      NetworkSettings settings,
      int[] inputs,
      int[] features,
      int label,
      double probability) {
    ComputationGraph copy = copy(graph, settings, inputs, features);
    // Near 0 and 1 a gradient of the loss has no digits left. A class's bias cancels out of the
    // gradient of its log-odds, so it may be moved until the probability is a half.
    double logOdds = Math.log(probability) - Math.log1p(-probability);
    double shift = Math.max(-HIGHEST_LOG_ODDS, Math.min(HIGHEST_LOG_ODDS, logOdds));
    INDArray bias = copy.getLayer(Figures.OUTPUT).getParam("b");
    bias.putScalar(label, bias.getDouble(label) - shift);

    copy.setInputs(
        features.length == 0
            ? new INDArray[] {positions(inputs)}
            : new INDArray[] {positions(inputs), positions(features)});
    copy.setLabels(Nd4j.createFromArray(new int[][] {{label}}));
    copy.computeGradientAndScore();
    double moved = Math.exp(-copy.score()); // the class's probability, its bias moved
    double ofLoss = -1 / (1 - moved); // from the gradient of the loss, -ln of it, to the log-odds'
    return new GradientTimesInput(
        parts(copy, Figures.EMBEDDING, inputs.length, ofLoss),
        features.length == 0
            ? new double[0]
            : parts(copy, WideAndDeepClassifier.WEIGHT, features.length, ofLoss));
  }

  private static INDArray positions(int[] inputs) {
    int[] positions = IntStream.rangeClosed(1, inputs.length).toArray();
    return Nd4j.createFromArray(new int[][] {positions}); // [1, time]
  }

  private static double[] parts(ComputationGraph copy, String layer, int positions, double factor) {
    INDArray gradient = copy.gradient().getGradientFor(layer + "_W");
    INDArray vectors = copy.getLayer(layer).getParam("W");
    double[] parts = new double[positions];
    for (int i = 0; i < parts.length; i++) {
      double product = gradient.getRow(i + 1).mul(vectors.getRow(i + 1)).sumNumber().doubleValue();
      parts[i] = factor * product;
    }
    return parts;
  }

  private static ComputationGraph copy(
      ComputationGraph graph, NetworkSettings settings, int[] inputs, int[] features) {
    NetworkSettings plain = settings.withDropout(0).withEmbeddingDropout(0);
    int classes = (int) graph.layerSize(Figures.OUTPUT);
    ComputationGraph copy =
        new ComputationGraph(
            plain.architecture().configure(plain, classes, inputs.length + 1, features.length + 1));
    copy.init();
    Map<String, int[]> embedded =
        Map.of(
            Figures.EMBEDDING + "_W", inputs,
            WideAndDeepClassifier.WEIGHT + "_W", features,
            WideAndDeepClassifier.RATIO + "_W", features);
    for (Map.Entry<String, INDArray> param : graph.paramTable().entrySet()) {
      INDArray own = copy.paramTable().get(param.getKey());
      int[] rows = embedded.get(param.getKey());
      if (rows == null) {
        own.assign(param.getValue());
      } else {
        for (int i = 0; i < rows.length; i++) {
          own.get(NDArrayIndex.point(i + 1L), NDArrayIndex.all())
              .assign(param.getValue().getRow(rows[i]));
        }
      }
    }
    return copy;
  }

  double sum() {
    return Arrays.stream(ofInputs).sum() + Arrays.stream(ofFeatures).sum();
  }
}
