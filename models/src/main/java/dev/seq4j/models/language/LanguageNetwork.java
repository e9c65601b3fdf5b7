package dev.seq4j.models.language;

import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.output.TiedOutputVertex;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/** The two ends of every language model: the vector of each token, the chances of the next. */
final class LanguageNetwork {

  static final String EMBEDDING = "embedding";
  private static final String OUTPUT = "output";

  private LanguageNetwork() {}

  /** Ids {@code [batch, time]} to {@value #EMBEDDING} {@code [batch, embedding, time]}. */
  static GraphBuilder begin(LanguageSettings settings, int vocabularySize) {
    NeuralNetConfiguration.Builder network =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .updater(new Adam(settings.learningRate()))
            .weightInit(WeightInit.XAVIER);
    if (settings.weightDecay() > 0) {
      network.weightDecay(settings.weightDecay());
    }
    return network
        .graphBuilder()
        .addInputs("ids")
        .setInputTypes(InputType.recurrent(vocabularySize))
        .addLayer(
            EMBEDDING,
            Layers.embedding(vocabularySize, settings.embedding(), settings.embeddingDropout()),
            "ids");
  }

  /** Softmax at each step of the layer below, {@code [batch, vocabulary, time]}. */
  static ComputationGraphConfiguration end(
      GraphBuilder graph, LanguageSettings settings, String below, SequenceOutput output) {
    if (settings.tied()) {
      graph.addVertex(OUTPUT, new TiedOutputVertex(output, EMBEDDING), below);
    } else {
      graph.addLayer(OUTPUT, output, below);
    }
    return graph.setOutputs(OUTPUT).build();
  }
}
