package dev.seq4j.models.translation;

import dev.seq4j.core.layer.attention.LayerNorm;
import dev.seq4j.core.layer.attention.MemoryVertex;
import dev.seq4j.core.layer.attention.TransformerDecoderBlock;
import dev.seq4j.core.layer.attention.TransformerEncoderBlock;
import dev.seq4j.core.layer.embedding.PositionalEncoding;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.output.TiedOutputVertex;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * Transformer (Vaswani et al. 2017), with the norm before each function (Xiong et al. 2020).
 *
 * <pre>
 *   source [batch, source] -> scaled embedding + position -> encoder block x layers -> norm
 *   target [batch, target] -> scaled embedding + position -> decoder block x layers -> norm
 *                                                            each attends to the encoder's norm
 *   -> softmax over the target's vocabulary, by the matrix of its embedding
 * </pre>
 *
 * <p>Everything is {@code embedding} wide; the feed-forward networks have {@code units} hidden
 * ones.
 */
final class TransformerTranslator {

  private TransformerTranslator() {}

  static ComputationGraphConfiguration configure(
      TranslatorSettings settings, int sourceVocabulary, int targetVocabulary) {
    double keep = Layers.keep(settings.dropout());
    GraphBuilder graph =
        TranslatorLayers.graph(settings, sourceVocabulary, targetVocabulary)
            .addLayer("reads", embedding(sourceVocabulary, settings), TranslatorArchitecture.SOURCE)
            .addLayer("readsAt", new PositionalEncoding.Builder().dropOut(keep).build(), "reads");
    String below = "readsAt";
    for (int i = 1; i <= settings.layers(); i++) {
      graph.addLayer(
          "encoder" + i,
          new TransformerEncoderBlock.Builder(settings.heads())
              .hidden(settings.units())
              .residualDropOut(keep)
              .build(),
          below);
      below = "encoder" + i;
    }
    graph
        .addLayer("memory", new LayerNorm.Builder().build(), below)
        .addLayer("writes", embedding(targetVocabulary, settings), TranslatorArchitecture.TARGET)
        .addLayer("writesAt", new PositionalEncoding.Builder().dropOut(keep).build(), "writes");
    below = "writesAt";
    for (int i = 1; i <= settings.layers(); i++) {
      graph.addVertex(
          "decoder" + i,
          new MemoryVertex(
              new TransformerDecoderBlock.Builder(settings.heads())
                  .hidden(settings.units())
                  .residualDropOut(keep)
                  .build()),
          below,
          "memory");
      below = "decoder" + i;
    }
    SequenceOutput output =
        new SequenceOutput.Builder()
            .nOut(targetVocabulary)
            .labelSmoothing(settings.labelSmoothing())
            .build();
    return graph
        .addLayer("norm", new LayerNorm.Builder().build(), below)
        .addVertex("output", new TiedOutputVertex(output, "writes"), "norm")
        .setOutputs("output")
        .build();
  }

  private static TokenEmbedding embedding(int vocabulary, TranslatorSettings settings) {
    return new TokenEmbedding.Builder(vocabulary, settings.embedding()).scaled(true).build();
  }
}
