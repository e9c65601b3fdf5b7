package dev.seq4j.models.classifier;

import dev.seq4j.core.layer.attention.AdditiveAttentionPooling;
import dev.seq4j.core.layer.pooling.SequencePooling;
import dev.seq4j.core.layer.recurrent.Bidirectional;
import dev.seq4j.core.layer.recurrent.CellLayer;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;

/** How all networks here begin and end: with word vectors and with a softmax over the classes. */
final class Figures {

  /** The layer of the word vectors. */
  static final String EMBEDDING = "embedding";

  /** The layer that makes one vector of the states at all words. */
  static final String POOLED = "pooled";

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
            Layers.embedding(
                vocabularySize, settings.shape().embedding(), settings.embeddingDropout()),
            "ids");
  }

  /**
   * Adds recurrent layers on top of {@link #EMBEDDING}.
   *
   * @param everyState whether the last one gives its states at all words, {@code [batch, units,
   *     time]}, or that after the last word, {@code [batch, units]}; two directions have twice the
   *     units
   * @return the name of the last one
   */
  static String recurrent(
      GraphBuilder graph, Cell cell, NetworkSettings settings, boolean everyState) {
    NetworkShape shape = settings.shape();
    String below = EMBEDDING;
    for (int i = 1; i <= shape.layers(); i++) {
      double dropout = i == 1 ? 0 : settings.dropout(); // word vectors have one of their own
      CellLayer layer =
          everyState || i < shape.layers()
              ? Layers.recurrent(cell, shape.units(), dropout)
              : Layers.lastState(cell, shape.units(), dropout);
      graph.addLayer(
          "recurrent" + i, shape.bidirectional() ? new Bidirectional(layer) : layer, below);
      below = "recurrent" + i;
    }
    return below;
  }

  /**
   * Adds {@link #POOLED} on top of a layer of {@code [batch, features, time]}; additive attention
   * has as many units as the network's layers.
   */
  static GraphBuilder pool(GraphBuilder graph, NetworkSettings settings, String below) {
    Layer pooling =
        switch (settings.shape().pooling()) {
          case MEAN -> new SequencePooling(SequencePooling.Mode.MEAN);
          case MAX -> new SequencePooling(SequencePooling.Mode.MAX);
          case ATTENTION -> new AdditiveAttentionPooling.Builder(settings.shape().units()).build();
          case LAST -> throw new IllegalStateException("the layer below gives its last state");
        };
    return graph.addLayer(POOLED, pooling, below);
  }

  /** Adds {@link #OUTPUT} on top of a layer of {@code [batch, features]}. */
  static GraphBuilder end(GraphBuilder graph, NetworkSettings settings, int classes, String below) {
    return graph
        .addLayer(OUTPUT, Layers.output(classes, settings.dropout()), below)
        .setOutputs(OUTPUT);
  }
}
