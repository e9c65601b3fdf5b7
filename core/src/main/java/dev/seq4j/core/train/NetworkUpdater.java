package dev.seq4j.core.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whatever updaters and penalties a network is configured with, in ND4J operations. */
final class NetworkUpdater implements ParameterUpdate {

  private final ComputationGraph graph;

  /**
   * @param graph any network
   */
  NetworkUpdater(ComputationGraph graph) {
    this.graph = graph;
  }

  @Override
  public double gradientNorm() {
    return graph.getFlattenedGradients().norm2Number().doubleValue();
  }

  @Override
  public void apply(double scale) {
    INDArray gradient = graph.getFlattenedGradients();
    int rows = graph.batchSize();
    gradient.muli(scale * rows); // the updater divides by the number of rows
    graph
        .getUpdater()
        .update(
            graph.gradient(),
            graph.getIterationCount(),
            graph.getEpochCount(),
            rows,
            LayerWorkspaceMgr.noWorkspaces());
    graph.params().subi(gradient.reshape(graph.params().shape()));
  }
}
