package dev.seq4j.models.language;

import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.output.TiedOutputVertex;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/** The two ends of every language model: the vector of each token, the chances of the next. */
final class LanguageNetwork {

  static final String EMBEDDING = Layers.EMBEDDING;
  private static final String OUTPUT = "output";

  private LanguageNetwork() {}

  /** Ids {@code [batch, time]} to {@value #EMBEDDING} {@code [batch, embedding, time]}. */
  static GraphBuilder begin(LanguageSettings settings, int vocabularySize) {
    NeuralNetConfiguration.Builder network =
        Layers.network(settings.seed(), settings.learningRate());
    if (settings.weightDecay() > 0) {
      network.weightDecay(settings.weightDecay());
    }
    return Layers.words(network, vocabularySize, settings.embedding(), settings.embeddingDropout());
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
