package dev.seq4j.models.classifier;

import dev.seq4j.core.layer.attention.LayerNorm;
import dev.seq4j.core.layer.attention.TransformerEncoderBlock;
import dev.seq4j.core.layer.embedding.PositionEmbedding;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * Encoder of a transformer (Vaswani et al. 2017) with learned positions, the norm first.
 *
 * <pre>
 *   ids [batch, time] -> embedding + position [batch, embedding, time]
 *   -> block: attention of all words to each other, feed-forward [batch, embedding, time] x layers
 *   -> norm -> mean, maximum or attention over the words [batch, embedding]
 *   -> softmax [batch, classes]
 * </pre>
 *
 * <p>Nobody attends to padding, and it has no part in the pooling.
 */
final class TransformerClassifier {

  /** The last norm, which gives the states at all words. */
  private static final String STATES = "states";

  private TransformerClassifier() {}

  static ComputationGraphConfiguration configure(
      NetworkSettings settings, int vocabularySize, int classes) {
    GraphBuilder graph =
        Figures.begin(settings, vocabularySize)
            .addLayer(
                "position",
                new PositionEmbedding.Builder(settings.maxLength()).build(),
                Figures.EMBEDDING);
    String below = "position";
    for (int i = 1; i <= settings.shape().layers(); i++) {
      graph.addLayer(block(i), block(settings), below);
      below = block(i);
    }
    graph.addLayer(STATES, new LayerNorm.Builder().build(), below);
    Figures.pool(graph, settings, STATES);
    return Figures.end(graph, settings, classes, Figures.POOLED).build();
  }

  /** Returns what the block of a number, from 1, is called. */
  static String block(int number) {
    return "block" + number;
  }

  private static TransformerEncoderBlock block(NetworkSettings settings) {
    double keep = Layers.keep(settings.dropout());
    return new TransformerEncoderBlock.Builder(settings.shape().heads())
        .hidden(settings.shape().units())
        .residualDropOut(keep)
        .attentionDropOut(keep)
        .build();
  }
}
