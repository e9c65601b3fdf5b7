package dev.seq4j.models.classifier;

import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Many-to-one: word vectors, recurrent layers, the state at the last word, softmax.
 *
 * <pre>
 *   ids [batch, time] -> embedding [batch, embedding, time] -> recurrent [batch, units, time] x layers
 *   -> last live step [batch, units] -> softmax [batch, classes]
 * </pre>
 *
 * The last step is the last one that the mask shows, not the padding's.
 */
final class RnnClassifier {

  /** The layer whose units are the classes. */
  static final String OUTPUT = "output";

  private RnnClassifier() {}

  static ClassifierArchitecture.Figure with(Cell cell) {
    return (settings, vocabularySize, classes) ->
        configure(cell, settings, vocabularySize, classes);
  }

  private static ComputationGraphConfiguration configure(
      Cell cell, ClassifierSettings settings, int vocabularySize, int classes) {
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
    for (int i = 1; i < settings.layers(); i++) {
      graph.addLayer(
          "recurrent" + i, Layers.recurrent(cell, settings.units(), settings.dropout()), below);
      below = "recurrent" + i;
    }
    return graph
        .addLayer("last", Layers.lastState(cell, settings.units(), settings.dropout()), below)
        .addLayer(OUTPUT, Layers.output(classes, settings.dropout()), "last")
        .setOutputs(OUTPUT)
        .build();
  }
}
