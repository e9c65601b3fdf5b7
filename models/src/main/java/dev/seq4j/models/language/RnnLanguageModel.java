package dev.seq4j.models.language;

import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Many-to-many, aligned: at each step the probabilities of the next token.
 *
 * <pre>
 *   ids [batch, time] -> embedding [batch, embedding, time] -> recurrent [batch, units, time] x layers
 *   -> softmax at each step [batch, vocabulary, time]
 * </pre>
 */
final class RnnLanguageModel {

  private RnnLanguageModel() {}

  static LanguageArchitecture.Figure with(Cell cell) {
    return (settings, vocabularySize) -> configure(cell, settings, vocabularySize);
  }

  private static ComputationGraphConfiguration configure(
      Cell cell, LanguageSettings settings, int vocabularySize) {
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .updater(new Adam(settings.learningRate()))
            .weightInit(WeightInit.XAVIER)
            .graphBuilder()
            .addInputs("ids")
            .setInputTypes(InputType.recurrent(vocabularySize))
            .addLayer("embedding", Layers.embedding(vocabularySize, settings.embedding()), "ids");
    String below = "embedding";
    for (int i = 1; i <= settings.layers(); i++) {
      graph.addLayer(
          "recurrent" + i, Layers.recurrent(cell, settings.units(), settings.dropout()), below);
      below = "recurrent" + i;
    }
    return graph
        .addLayer("output", Layers.output(vocabularySize, settings.dropout()), below)
        .setOutputs("output")
        .build();
  }
}
