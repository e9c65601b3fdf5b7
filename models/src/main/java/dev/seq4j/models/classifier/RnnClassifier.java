package dev.seq4j.models.classifier;

import dev.seq4j.core.layer.pooling.SequencePooling;
import dev.seq4j.core.layer.recurrent.Bidirectional;
import dev.seq4j.core.layer.recurrent.CellLayer;
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
      double dropout = i == 1 ? 0 : settings.dropout(); // word vectors have one of their own
      boolean last = i == settings.layers() && settings.pooling() == Pooling.LAST;
      CellLayer layer =
          last
              ? Layers.lastState(cell, settings.units(), dropout)
              : Layers.recurrent(cell, settings.units(), dropout);
      graph.addLayer(
          "recurrent" + i, settings.bidirectional() ? new Bidirectional(layer) : layer, below);
      below = "recurrent" + i;
    }
    if (settings.pooling() != Pooling.LAST) {
      graph.addLayer("pooled", new SequencePooling(mode(settings.pooling())), below);
      below = "pooled";
    }
    return Figures.end(graph, settings, classes, below).build();
  }

  private static SequencePooling.Mode mode(Pooling pooling) {
    return pooling == Pooling.MAX ? SequencePooling.Mode.MAX : SequencePooling.Mode.MEAN;
  }
}
