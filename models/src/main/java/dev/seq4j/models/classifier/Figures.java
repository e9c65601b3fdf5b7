package dev.seq4j.models.classifier;

import dev.seq4j.core.layer.attention.AdditiveAttentionPooling;
import dev.seq4j.core.layer.pooling.SequencePooling;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Layers;
import dev.seq4j.models.network.RecurrentStack;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.Layer;

/** How all networks here begin and end: with word vectors and with a softmax over the classes. */
final class Figures {

  /** The layer of the word vectors. */
  static final String EMBEDDING = Layers.EMBEDDING;

  /** The layer that makes one vector of the states at all words. */
  static final String POOLED = "pooled";

  /** The layer whose units are the classes. */
  static final String OUTPUT = "output";

  private Figures() {}

  /** Returns a network of {@link #EMBEDDING} alone: ids to {@code [batch, embedding, time]}. */
  static GraphBuilder begin(NetworkSettings settings, int vocabularySize) {
    return Layers.words(
        Layers.network(settings.seed(), settings.learningRate()),
        vocabularySize,
        settings.shape().embedding(),
        settings.embeddingDropout());
  }

  /**
   * Adds a {@link RecurrentStack} on top of {@link #EMBEDDING}.
   *
   * @param everyState whether the last layer gives its states at all words
   * @return the name of the last one
   */
  static String recurrent(
      GraphBuilder graph, Cell cell, NetworkSettings settings, boolean everyState) {
    NetworkShape shape = settings.shape();
    return new RecurrentStack(
            cell, shape.units(), shape.layers(), shape.bidirectional(), settings.dropout())
        .addTo(graph, EMBEDDING, everyState);
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
