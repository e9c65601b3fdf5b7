package dev.seq4j.core.train;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Reads the learning rate that a network's next step will use. */
final class LearningRate {

  private LearningRate() {}

  /**
   * @param graph a network whose layers share one schedule
   * @return the first trained layer's learning rate, NaN if there is none
   */
  static double of(ComputationGraph graph) {
    for (Layer layer : graph.getLayers()) {
      if (layer.conf().getLayer() instanceof BaseLayer conf
          && conf.getIUpdater() != null
          && conf.getIUpdater().hasLearningRate()) {
        return conf.getIUpdater().getLearningRate(graph.getIterationCount(), graph.getEpochCount());
      }
    }
    return Double.NaN;
  }
}
