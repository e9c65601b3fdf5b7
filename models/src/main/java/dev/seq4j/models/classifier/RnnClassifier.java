package dev.seq4j.models.classifier;

import dev.seq4j.models.network.Cell;
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
    if (settings.shape().pooling() == Pooling.LAST) {
      String state = Figures.recurrent(graph, cell, settings, false);
      return Figures.end(graph, settings, classes, state).build();
    }
    String states = Figures.recurrent(graph, cell, settings, true);
    Figures.pool(graph, settings, states);
    return Figures.end(graph, settings, classes, Figures.POOLED).build();
  }
}
