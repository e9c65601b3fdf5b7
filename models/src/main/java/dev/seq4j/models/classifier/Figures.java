package dev.seq4j.models.classifier;

import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/** How all networks here begin and end: with word vectors and with a softmax over the classes. */
final class Figures {

  /** The layer of the word vectors. */
  static final String EMBEDDING = "embedding";

  /** The layer whose units are the classes. */
  static final String OUTPUT = "output";

  private Figures() {}

  /** Returns a network of {@link #EMBEDDING} alone: ids to {@code [batch, embedding, time]}. */
  static GraphBuilder begin(NetworkSettings settings, int vocabularySize) {
    return new NeuralNetConfiguration.Builder()
        .seed(settings.seed())
        .updater(new Adam(settings.learningRate()))
        .weightInit(WeightInit.XAVIER)
        .graphBuilder()
        .addInputs("ids")
        .setInputTypes(InputType.recurrent(vocabularySize))
        .addLayer(
            EMBEDDING,
            Layers.embedding(vocabularySize, settings.embedding(), settings.embeddingDropout()),
            "ids");
  }

  /** Adds {@link #OUTPUT} on top of a layer of {@code [batch, features]}. */
  static GraphBuilder end(GraphBuilder graph, NetworkSettings settings, int classes, String below) {
    return graph
        .addLayer(OUTPUT, Layers.output(classes, settings.dropout()), below)
        .setOutputs(OUTPUT);
  }
}
