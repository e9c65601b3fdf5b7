package dev.seq4j.models.labelling;

import dev.seq4j.core.layer.recurrent.Bidirectional;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

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
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .updater(new Adam(settings.learningRate()))
            .weightInit(WeightInit.XAVIER)
            .graphBuilder()
            .addInputs("ids")
            .setInputTypes(InputType.recurrent(vocabularySize))
            .addLayer(
                "embedding",
                Layers.embedding(vocabularySize, settings.embedding(), settings.embeddingDropout()),
                "ids");
    String below = "embedding";
    for (int i = 1; i <= settings.layers(); i++) {
      double dropout = i == 1 ? 0 : settings.dropout(); // word vectors have one of their own
      graph.addLayer(
          "recurrent" + i,
          new Bidirectional(Layers.recurrent(settings.cell(), settings.units(), dropout)),
          below);
      below = "recurrent" + i;
    }
    return graph
        .addLayer(OUTPUT, Layers.output(labels, settings.dropout()), below)
        .setOutputs(OUTPUT)
        .build();
  }
}
