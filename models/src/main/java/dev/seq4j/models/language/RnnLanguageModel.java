package dev.seq4j.models.language;

import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * Many-to-many, aligned: at each step the probabilities of the next token.
 *
 * <pre>
 *   ids [batch, time] -> embedding [batch, embedding, time] -> recurrent [batch, units, time] x layers
 *   -> softmax at each step [batch, vocabulary, time]
 * </pre>
 *
 * <p>Dropout of the inputs of each layer, not from step to step (Zaremba et al. 2014).
 */
final class RnnLanguageModel {

  private RnnLanguageModel() {}

  static LanguageArchitecture.Figure with(Cell cell) {
    return (settings, vocabularySize) -> configure(cell, settings, vocabularySize);
  }

  private static ComputationGraphConfiguration configure(
      Cell cell, LanguageSettings settings, int vocabularySize) {
    GraphBuilder graph = LanguageNetwork.begin(settings, vocabularySize);
    String below = LanguageNetwork.EMBEDDING;
    for (int i = 1; i <= settings.layers(); i++) {
      graph.addLayer(
          "recurrent" + i, Layers.recurrent(cell, settings.units(), settings.dropout()), below);
      below = "recurrent" + i;
    }
    return LanguageNetwork.end(
        graph, settings, below, Layers.output(vocabularySize, settings.dropout()));
  }
}
