package dev.seq4j.core.train;

import org.deeplearning4j.nn.graph.ComputationGraph;

/** Moves a network's parameters against the gradient that it has just computed. */
interface ParameterUpdate {

  /**
   * @param graph a network with parameters
   * @return the fast way if it can serve, else that of the network's own updater; both take the
   *     same steps and keep their state in the same place
   */
  static ParameterUpdate of(ComputationGraph graph) {
    return FusedAdam.serves(graph) ? new FusedAdam(graph) : new NetworkUpdater(graph);
  }

  /**
   * @return the gradient's Euclidean norm
   */
  double gradientNorm();

  /**
   * Changes the parameters.
   *
   * @param scale what to multiply the gradient by first
   */
  void apply(double scale);
}
