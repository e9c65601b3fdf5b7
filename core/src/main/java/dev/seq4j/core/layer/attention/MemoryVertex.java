package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.SingleLayerVertex;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Puts a {@link MemoryLayer} into a {@code ComputationGraph}: a vertex with two inputs, the layer's
 * own and its memory, each a sequence with its own length and its own mask.
 *
 * <pre>{@code
 * graph.addVertex("decoder", new MemoryVertex(layer), "target", "encoder")
 * }</pre>
 *
 * <p>{@code rnnTimeStep} and {@code rnnClearPreviousState} of the graph reach the layer. The two
 * inputs must be two vertices.
 */
public final class MemoryVertex extends SingleLayerVertex {

  private static final long serialVersionUID = 1L;

  /** For Jackson. */
  MemoryVertex() {}

  /**
   * A vertex around a layer.
   *
   * @param layer a {@link MemoryLayer}
   * @throws IllegalArgumentException if it is none
   */
  public MemoryVertex(Layer layer) {
    super(checked(layer));
  }

  private static Layer checked(Layer layer) {
    if (!(layer instanceof MemoryLayer)) {
      throw new IllegalArgumentException(
          "layer = " + layer + ": must be a layer that reads a memory");
    }
    return layer;
  }

  @Override
  protected MemoryVertex copyWithoutLayer() {
    return new MemoryVertex();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... vertexInputs) {
    if (vertexInputs.length != 2) {
      throw new DL4JInvalidConfigException(
          "MemoryVertex \"%s\": inputs = %d: must be 2, the input and the memory"
              .formatted(layer().getLayerName(), vertexInputs.length));
    }
    layer().setNIn(vertexInputs[0], false);
    ((MemoryLayer) layer()).setMemoryType(vertexInputs[1]);
    return layer().getOutputType(layerIndex, vertexInputs[0]);
  }

  @Override
  public int minVertexInputs() {
    return 2;
  }

  @Override
  public int maxVertexInputs() {
    return 2;
  }

  @Override
  protected MemoryVertexInstance vertex(
      ComputationGraph graph,
      String name,
      int index,
      org.deeplearning4j.nn.api.Layer layer,
      boolean isOutput,
      DataType type) {
    return new MemoryVertexInstance(graph, name, index, layer, isOutput, type);
  }
}
