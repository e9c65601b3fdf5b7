package dev.seq4j.core.layer.picture;

import dev.seq4j.core.layer.OutsideWorkspaces;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link ReorderingVertex} at work. */
@SuppressWarnings("overrides") // Deeplearning4j's setInputs has no dots
final class ReorderingVertexInstance extends BaseGraphVertex {

  private static final long serialVersionUID = 1L;

  private final transient ReorderingVertex conf;

  ReorderingVertexInstance(
      ComputationGraph graph, String name, int index, DataType type, ReorderingVertex conf) {
    super(graph, name, index, null, null, type);
    this.conf = conf;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
    return made(ArrayType.ACTIVATIONS, workspaceMgr, () -> conf.forward(inputs[0]));
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
    INDArray toInput =
        made(
            ArrayType.ACTIVATION_GRAD,
            workspaceMgr,
            () -> conf.backward(epsilon, inputs[0].shape()));
    return new Pair<>(null, new INDArray[] {toInput});
  }

  private static INDArray made(
      ArrayType where, LayerWorkspaceMgr workspaceMgr, Supplier<INDArray> maker) {
    return workspaceMgr.leverageTo(where, OutsideWorkspaces.make(maker));
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    if (gradients != null) {
      throw new IllegalArgumentException(
          "%s \"%s\": has no parameters".formatted(conf, vertexName));
    }
  }

  /** Of pictures there is none, and films side by side are of one length. */
  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
    return null;
  }

  @Override
  public String toString() {
    return "%s \"%s\"".formatted(conf, vertexName);
  }
}
