package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Workload;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;

/** Deeplearning4j's own training step on the same batch again and again. */
final class Fitting implements Workload {

  private final ComputationGraph graph;
  private final DataSet batch;

  Fitting(ComputationGraphConfiguration configuration, DataSet batch) {
    graph = new ComputationGraph(configuration);
    graph.init();
    this.batch = batch;
  }

  @Override
  public void step() {
    graph.fit(batch);
  }

  @Override
  public void close() {
    graph.close();
  }
}
