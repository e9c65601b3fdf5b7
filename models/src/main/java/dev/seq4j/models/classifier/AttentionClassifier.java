package dev.seq4j.models.classifier;

import dev.seq4j.models.network.Cell;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * Recurrent layers under additive attention (the word encoder of Yang et al. 2016).
 *
 * <pre>
 *   ids [batch, time] -> embedding [batch, embedding, time]
 *   -> recurrent [batch, units, time] x layers, each in one direction or both
 *   -> mean of the states, weighted by attention [batch, units]
 *   -> softmax [batch, classes]
 * </pre>
 *
 * <p>Which words count is learned, and can be seen: the weights are a part of an {@link
 * Explanation}. Two directions have twice the units. Padding has weight 0.
 */
final class AttentionClassifier {

  private AttentionClassifier() {}

  static ClassifierArchitecture.Figure with(Cell cell) {
    return (settings, vocabularySize, classes) ->
        configure(cell, settings, vocabularySize, classes);
  }

  private static ComputationGraphConfiguration configure(
      Cell cell, NetworkSettings settings, int vocabularySize, int classes) {
    GraphBuilder graph = Figures.begin(settings, vocabularySize);
    String states = Figures.recurrent(graph, cell, settings, true);
    Figures.pool(graph, settings, states);
    return Figures.end(graph, settings, classes, Figures.POOLED).build();
  }
}
