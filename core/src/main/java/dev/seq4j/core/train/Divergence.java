package dev.seq4j.core.train;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Says where numbers have ceased to be finite. */
final class Divergence {

  private Divergence() {}

  /**
   * @param iteration the batch, from 1
   * @param learningRate of that batch's step
   * @param what is not finite
   * @return an exception to throw
   */
  static DivergedException at(long iteration, double learningRate, String what) {
    return new DivergedException(
        "training diverged at iteration %d: %s; learning rate %s, try a lower one or clip gradients"
            .formatted(iteration, what, learningRate));
  }

  /**
   * @param graph a network with a weight that is not finite
   * @return the first parameters with such a weight
   */
  static String firstIn(ComputationGraph graph) {
    for (UpdaterBlock block : graph.getUpdater().getUpdaterBlocks()) {
      for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
        if (!isFinite(parameter.getParamView())) {
          return parameter.getLayer().getConfig().getLayerName() + "_" + parameter.getParamName();
        }
      }
    }
    return "none"; // only their sum is not
  }

  /**
   * @param gradients by parameter
   * @param scale what to multiply them by
   * @return size and parameter of the largest; the first that is not a number, if there is one
   */
  static String largest(Map<String, INDArray> gradients, double scale) {
    String where = "none";
    double largest = 0;
    for (Map.Entry<String, INDArray> entry : gradients.entrySet()) {
      // The maximum of an array passes over NaN, its sum does not.
      if (Double.isNaN(entry.getValue().sumNumber().doubleValue())) {
        return "NaN in " + entry.getKey();
      }
      double size = entry.getValue().amaxNumber().doubleValue() * scale;
      if (size > largest) {
        where = entry.getKey();
        largest = size;
      }
    }
    return largest + " in " + where;
  }

  private static boolean isFinite(INDArray array) {
    return Double.isFinite(array.sumNumber().doubleValue());
  }
}
