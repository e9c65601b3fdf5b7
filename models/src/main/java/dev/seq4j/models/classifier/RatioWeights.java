package dev.seq4j.models.classifier;

import dev.seq4j.models.bag.SparseVector;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where the wide side of a {@link WideAndDeepClassifier} begins: with log-count ratios, weights of
 * zero, and each class's sum going straight to that class.
 */
final class RatioWeights {

  /**
   * What the ratios are multiplied by: so much larger than an ordinary weight that a few hundred
   * steps of Adam bring the mean over a text's features to where it decides, and that they move the
   * ratios themselves by nothing to speak of.
   */
  private static final float SCALE = 150;

  private RatioWeights() {}

  /**
   * @param graph the network, untrained
   * @param rows the training texts
   * @param labels class of each
   */
  static void put(ComputationGraph graph, List<SparseVector> rows, int[] labels) {
    INDArray ratio = graph.getLayer(WideAndDeepClassifier.RATIO).getParam("W");
    int features = Math.toIntExact(ratio.size(0)) - NetworkClassifier.FIRST_FEATURE;
    int classes = Math.toIntExact(ratio.size(1));
    float[][] ratios = new float[features + NetworkClassifier.FIRST_FEATURE][classes];
    for (int c = 0; c < classes; c++) {
      boolean[] positive = new boolean[labels.length];
      for (int i = 0; i < labels.length; i++) {
        positive[i] = labels[i] == c;
      }
      double[] ofClass = LogCountRatios.of(rows, positive, features);
      for (int j = 0; j < features; j++) {
        ratios[j + NetworkClassifier.FIRST_FEATURE][c] = SCALE * (float) ofClass[j];
      }
    }
    ratio.assign(Nd4j.createFromArray(ratios));
    graph.getLayer(WideAndDeepClassifier.WEIGHT).getParam("W").assign(0);
    INDArray output = graph.getLayer(Figures.OUTPUT).getParam("W"); // [wide, then deep; classes]
    for (int c = 0; c < classes; c++) {
      for (int to = 0; to < classes; to++) {
        output.putScalar(c, to, c == to ? 1 : 0);
      }
    }
  }
}
