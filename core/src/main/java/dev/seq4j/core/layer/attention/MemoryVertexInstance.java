package dev.seq4j.core.layer.attention;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link MemoryVertex} at work: a layer's vertex whose second input is the layer's memory. */
@SuppressWarnings("overrides") // of LayerVertex itself: an array where its interface has varargs
final class MemoryVertexInstance extends LayerVertex {

  private static final long serialVersionUID = 1L;

  private static final int MEMORY = 1;

  MemoryVertexInstance(
      ComputationGraph graph,
      String name,
      int index,
      Layer layer,
      boolean outputVertex,
      DataType dataType) {
    super(graph, name, index, layer, null, outputVertex, dataType);
  }

  private MemoryReader reader() {
    return (MemoryReader) getLayer();
  }

  @Override
  public void setInput(int inputNumber, INDArray input, LayerWorkspaceMgr workspaceMgr) {
    if (inputNumber == MEMORY) {
      inputs[MEMORY] = input;
      reader().setMemory(input, reader().getMemoryMask());
    } else {
      super.setInput(inputNumber, input, workspaceMgr);
    }
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
    Pair<Gradient, INDArray[]> ofInput = super.doBackward(tbptt, workspaceMgr);
    INDArray[] gradients = {ofInput.getSecond()[0], reader().memoryGradient()};
    return new Pair<>(ofInput.getFirst(), gradients);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
    boolean any = maskArrays != null && maskArrays.length > 0;
    reader().setMemoryMask(any ? maskArrays[MEMORY] : null);
    return getLayer()
        .feedForwardMaskArray(any ? maskArrays[0] : null, currentMaskState, minibatchSize);
  }

  @Override
  public String toString() {
    return "MemoryVertex(id=%d, name=\"%s\")".formatted(getVertexIndex(), getVertexName());
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
