package dev.seq4j.models.network;

import dev.seq4j.core.layer.recurrent.Bidirectional;
import dev.seq4j.core.layer.recurrent.CellLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * Recurrent layers on top of each other, over word vectors or other features.
 *
 * @param cell what they compute at a step
 * @param units of each, in each direction
 * @param layers how many, 1 or more
 * @param bidirectional whether each reads in both directions
 * @param dropout probability that an input of a layer above the first is dropped in training
 */
public record RecurrentStack(
    Cell cell, int units, int layers, boolean bidirectional, double dropout) {

  /**
   * Adds the layers {@code recurrent1}, {@code recurrent2} and so on.
   *
   * @param graph a network
   * @param below what they read, {@code [batch, features, time]}
   * @param everyState whether the last one gives its states at all steps, {@code [batch, units,
   *     time]}, or that after the last step, {@code [batch, units]}; two directions have twice the
   *     units
   * @return the name of the last one
   */
  public String addTo(GraphBuilder graph, String below, boolean everyState) {
    String last = below;
    for (int i = 1; i <= layers; i++) {
      double ofInputs = i == 1 ? 0 : dropout; // what is below may have one of its own
      CellLayer layer =
          everyState || i < layers
              ? Layers.recurrent(cell, units, ofInputs)
              : Layers.lastState(cell, units, ofInputs);
      graph.addLayer("recurrent" + i, bidirectional ? new Bidirectional(layer) : layer, last);
      last = "recurrent" + i;
    }
    return last;
  }
}
