package dev.seq4j.models.classifier;

import dev.seq4j.core.layer.SequencePooling;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Layers;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * Many-to-one: word vectors, recurrent layers, the state at the last word, softmax.
 *
 * <pre>
 *   ids [batch, time] -> embedding [batch, embedding, time]
 *   -> recurrent [batch, units, time] x layers, each in one direction or both
 *   -> state after the last live step, or mean or maximum over the live steps [batch, units]
 *   -> softmax [batch, classes]
 * </pre>
 *
 * <p>Two directions have twice the units. Padding has no part in any of it.
 */
final class RnnClassifier {

  private RnnClassifier() {}

  static ClassifierArchitecture.Figure with(Cell cell) {
    return (settings, vocabularySize, classes) ->
        configure(cell, settings, vocabularySize, classes);
  }

  private static ComputationGraphConfiguration configure(
      Cell cell, NetworkSettings settings, int vocabularySize, int classes) {
    GraphBuilder graph = Figures.begin(settings, vocabularySize);
    String below = Figures.EMBEDDING;
    for (int i = 1; i <= settings.layers(); i++) {
      boolean sequences = i < settings.layers() || settings.pooling() != Pooling.LAST;
      graph.addLayer(
          "recurrent" + i,
          Layers.recurrent(
              cell,
              settings.units(),
              i == 1 ? 0 : settings.dropout(), // word vectors have a dropout of their own
              settings.bidirectional(),
              sequences),
          below);
      below = "recurrent" + i;
    }
    switch (settings.pooling()) {
      case LAST -> {} // the last recurrent layer gives nothing else
      case MEAN -> graph.addLayer("mean", new SequencePooling(SequencePooling.Mode.MEAN), below);
      case MAX -> graph.addLayer("max", new SequencePooling(SequencePooling.Mode.MAX), below);
    }
    String pooled =
        switch (settings.pooling()) {
          case LAST -> below;
          case MEAN -> "mean";
          case MAX -> "max";
        };
    return Figures.end(graph, settings, classes, pooled).build();
  }
}
