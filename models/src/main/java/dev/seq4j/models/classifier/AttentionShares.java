package dev.seq4j.models.classifier;

import dev.seq4j.core.layer.attention.AttentionWeights;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What share of its attention a network gives to each position of a text: the weights of attention
 * pooling; of a transformer that pools otherwise, those of its last block, as a mean over the heads
 * and over the positions that attend.
 */
final class AttentionShares {

  private AttentionShares() {}

  /**
   * @param graph the network
   * @param settings of the network
   * @param inputs ids that it reads, all of them live
   * @return the share of each, which sum to 1; empty if the network does not attend
   */
  static Optional<double[]> of(ComputationGraph graph, NetworkSettings settings, int[] inputs) {
    return attending(settings)
        .map(
            layer -> {
              INDArray ids = Nd4j.createFromArray(new int[][] {inputs}); // [1, time]
              INDArray weights =
                  AttentionWeights.of(graph, layer, ids); // [1, heads, queries, time]
              return weights.mean(0, 1, 2).toDoubleVector();
            });
  }

  /** The name of the layer whose weights count. */
  private static Optional<String> attending(NetworkSettings settings) {
    if (settings.shape().pooling() == Pooling.ATTENTION) {
      return Optional.of(Figures.POOLED);
    }
    return settings.architecture() == ClassifierArchitecture.TRANSFORMER
        ? Optional.of(TransformerClassifier.block(settings.shape().layers()))
        : Optional.empty();
  }
}
