package dev.seq4j.models.language;

import dev.seq4j.core.layer.attention.LayerNorm;
import dev.seq4j.core.layer.attention.TransformerEncoderBlock;
import dev.seq4j.core.layer.embedding.PositionEmbedding;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * Many-to-many, aligned, by attention to all that came before (Vaswani et al. 2017, as the decoder
 * alone of Radford et al. 2018, with the norm first).
 *
 * <pre>
 *   ids [batch, time] -> embedding + position [batch, embedding, time], time at most the context
 *   -> causal block [batch, embedding, time] x layers -> norm
 *   -> softmax at each step [batch, vocabulary, time]
 * </pre>
 */
final class TransformerLanguageModel {

  private TransformerLanguageModel() {}

  static ComputationGraphConfiguration configure(LanguageSettings settings, int vocabularySize) {
    GraphBuilder graph =
        LanguageNetwork.begin(settings, vocabularySize)
            .addLayer(
                "positions",
                new PositionEmbedding.Builder(settings.context()).build(),
                LanguageNetwork.EMBEDDING);
    String below = "positions";
    for (int i = 1; i <= settings.layers(); i++) {
      graph.addLayer("block" + i, block(settings), below);
      below = "block" + i;
    }
    graph.addLayer("norm", new LayerNorm.Builder().build(), below);
    return LanguageNetwork.end(graph, settings, "norm", Layers.output(vocabularySize, 0));
  }

  private static TransformerEncoderBlock block(LanguageSettings settings) {
    double keep = Layers.keep(settings.dropout());
    return new TransformerEncoderBlock.Builder(settings.heads())
        .causal(true)
        .hidden(settings.units())
        .residualDropOut(keep)
        .attentionDropOut(keep)
        .build();
  }
}
