package dev.seq4j.models.labelling;

import dev.seq4j.models.network.Layers;
import dev.seq4j.models.network.RecurrentStack;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * Many-to-many, aligned: at each word the probabilities of its label, from all words before and
 * after it.
 *
 * <pre>
 *   ids [batch, time] -> embedding [batch, embedding, time]
 *   -> recurrent in both directions [batch, 2 units, time] x layers
 *   -> softmax at each step [batch, labels, time]
 * </pre>
 */
final class PunctuatorNetwork {

  static final String OUTPUT = "output";

  private PunctuatorNetwork() {}

  static ComputationGraphConfiguration configure(
      PunctuatorSettings settings, int vocabularySize, int labels) {
    GraphBuilder graph =
        Layers.words(
            Layers.network(settings.seed(), settings.learningRate()),
            vocabularySize,
            settings.embedding(),
            settings.embeddingDropout());
    String states =
        new RecurrentStack(
                settings.cell(), settings.units(), settings.layers(), true, settings.dropout())
            .addTo(graph, Layers.EMBEDDING, true);
    return graph
        .addLayer(OUTPUT, Layers.output(labels, settings.dropout()), states)
        .setOutputs(OUTPUT)
        .build();
  }
}
