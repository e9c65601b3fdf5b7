package dev.seq4j.core.layer.output;

import dev.seq4j.core.layer.embedding.TokenEmbeddingInstance;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A {@link TiedOutputVertex} at work: lets the output layer find the embedding at work, which may
 * be made after it, and be frozen later.
 */
@SuppressWarnings("overrides") // Deeplearning4j's setInputs has no dots
final class TiedOutputVertexInstance extends LayerVertex {

  private static final long serialVersionUID = 1L;

  TiedOutputVertexInstance(
      ComputationGraph graph,
      String name,
      int index,
      Layer layer,
      String embedding,
      boolean outputVertex,
      DataType dataType) {
    super(graph, name, index, layer, null, outputVertex, dataType);
    ((SequenceOutputInstance) layer)
        .tie(() -> (TokenEmbeddingInstance) unfrozen(graph.getLayer(embedding)));
  }

  private static Layer unfrozen(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return frozen.getInsideLayer();
    }
    return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getInsideLayer() : layer;
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
