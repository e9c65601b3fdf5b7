package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.LabellingProblem;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.recurrent.RecurrentCell;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A recurrent layer's forward pass, as a layer and as a loop over its cell. */
final class CellByCell {

  private CellByCell() {}

  static Workload layer(LabellingProblem problem) {
    Layer layer = trained(problem);
    INDArray x = Labelling.features(problem);
    LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();
    return () -> layer.activate(x, false, memory);
  }

  static Workload loop(LabellingProblem problem) {
    RecurrentCell cell = RecurrentCell.of(trained(problem));
    List<INDArray> steps = new ArrayList<>(); // of [batch, in]
    INDArray timeMajor = Labelling.features(problem).permute(2, 0, 1);
    for (int t = 0; t < problem.time(); t++) {
      steps.add(
          timeMajor.get(NDArrayIndex.point(t), NDArrayIndex.all(), NDArrayIndex.all()).dup('c'));
    }
    return () -> {
      LayerState state = cell.initialState(problem.batch());
      for (INDArray x : steps) {
        state = cell.step(x, state);
      }
    };
  }

  private static Layer trained(LabellingProblem problem) {
    ComputationGraph graph = new ComputationGraph(Labelling.network(problem));
    graph.init();
    return graph.getLayer(Labelling.LAYER);
  }
}
