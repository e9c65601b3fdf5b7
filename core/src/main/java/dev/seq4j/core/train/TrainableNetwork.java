package dev.seq4j.core.train;

import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;

/** What {@link Trainer} asks of a network. Elsewhere it would learn something else, silently. */
final class TrainableNetwork {

  private TrainableNetwork() {}

  /**
   * @param graph a network
   * @throws IllegalArgumentException if it cannot be trained here
   */
  static void require(ComputationGraph graph) {
    require(!graph.params().isEmpty(), "has no parameters: call init() before");
    require(
        graph.getNumOutputArrays() == 1,
        "has %d outputs: must have one".formatted(graph.getNumOutputArrays()));
    require(
        graph.getConfiguration().getBackpropType() == BackpropType.Standard,
        "has truncated backpropagation: give it sequences that go on from batch to batch instead");
    require(
        graph.conf().getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT,
        "is optimised by %s: must be by gradient descent"
            .formatted(graph.conf().getOptimizationAlgo()));
    require(graph.conf().isMiniBatch(), "has miniBatch(false): must have miniBatch(true)");
    for (GraphVertex vertex : graph.getVertices()) {
      for (String parameter : vertex.paramTable(false).keySet()) {
        require(
            vertex.updaterDivideByMinibatch(parameter),
            "keeps statistics in layer \"%s\", as batch normalisation does: must learn all by gradients"
                .formatted(vertex.getVertexName()));
      }
    }
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("the network " + problem);
    }
  }
}
