package dev.seq4j.core.layer.attention;

import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the steps of a trained network look at, for pictures. Training does not keep it: it is
 * computed when it is asked for, without dropout.
 *
 * <pre>{@code
 * INDArray weights = AttentionWeights.of(graph, "block 2", features);
 * double atFirst = weights.getDouble(0, 3, 7, 0); // row 0, head 3: step 7 looks at step 0
 * }</pre>
 */
public final class AttentionWeights {

  private AttentionWeights() {}

  /**
   * The weights of attention to itself; of a {@link CrossAttention} and of an {@link
   * dev.seq4j.core.layer.recurrent.AttentionDecoder AttentionDecoder} those of attention to their
   * memory; of an {@link AdditiveAttentionPooling} those of the steps in its one vector. Additive
   * attention has one head.
   *
   * @param graph the network
   * @param name of a {@link SelfAttention}, {@link MultiHeadAttention}, {@link
   *     TransformerEncoderBlock}, {@link CrossAttention}, {@link TransformerDecoderBlock}, {@link
   *     dev.seq4j.core.layer.recurrent.AttentionDecoder AttentionDecoder} or {@link
   *     AdditiveAttentionPooling} in it
   * @param features of a batch, without masks
   * @return {@code [batch, heads, time, keys]}, where a pooling's time is 1; the weights of a step
   *     sum to 1
   */
  public static INDArray of(ComputationGraph graph, String name, INDArray... features) {
    return of(graph, name, features, null);
  }

  /**
   * The same of a batch with masks.
   *
   * @param graph the network
   * @param name of a layer or vertex in it that attends
   * @param features of a batch
   * @param masks of the features, null where there is none; or null
   * @return {@code [batch, heads, time, keys]}; the weights of a step sum to 1, or are zero if it
   *     is masked; those of a masked key are zero
   */
  public static INDArray of(
      ComputationGraph graph, String name, INDArray[] features, INDArray[] masks) {
    LayerVertex vertex = vertex(graph, name);
    boolean toMemory = vertex.getLayer().conf().getLayer() instanceof CrossAttention;
    return read(graph, vertex, features, masks, toMemory);
  }

  /**
   * The weights of a decoder block's attention to its memory: which steps of the source a step of
   * the target looks at.
   *
   * @param graph the network
   * @param name of a {@link TransformerDecoderBlock}, {@link CrossAttention} or {@link
   *     dev.seq4j.core.layer.recurrent.AttentionDecoder AttentionDecoder} in it
   * @param features of a batch
   * @param masks of the features, null where there is none; or null
   * @return {@code [batch, heads, time, steps]}, as {@link #of}
   */
  public static INDArray toMemory(
      ComputationGraph graph, String name, INDArray[] features, INDArray[] masks) {
    LayerVertex vertex = vertex(graph, name);
    if (!(vertex.getLayer() instanceof MemoryReader)) {
      throw notAttending(name, "a TransformerDecoderBlock, CrossAttention or AttentionDecoder");
    }
    return read(graph, vertex, features, masks, true);
  }

  private static LayerVertex vertex(ComputationGraph graph, String name) {
    if (graph.getVertex(name) instanceof LayerVertex vertex
        && vertex.getLayer() instanceof Attends) {
      return vertex;
    }
    throw notAttending(name, "one of Seq4j that attends");
  }

  private static DL4JInvalidInputException notAttending(String name, String allowed) {
    return new DL4JInvalidInputException(
        "layer or vertex = \"%s\": must be %s".formatted(name, allowed));
  }

  private static INDArray read(
      ComputationGraph graph,
      LayerVertex vertex,
      INDArray[] features,
      INDArray[] masks,
      boolean toMemory) {
    graph.setLayerMaskArrays(masks, null);
    try {
      Map<String, INDArray> activations = graph.feedForward(features, false);
      graph.setLayerMaskArrays(masks, null); // the pass has forgotten them
      INDArray[] entering =
          Arrays.stream(vertex.getInputVertices())
              .map(from -> graph.getVertices()[from.getVertexIndex()].getVertexName())
              .map(activations::get)
              .toArray(INDArray[]::new);
      if (vertex.getLayer() instanceof MemoryReader reader) {
        reader.setMemory(entering[1], reader.getMemoryMask());
      }
      return ((Attends) vertex.getLayer()).attentionWeights(input(vertex, entering[0]), toMemory);
    } finally {
      graph.clearLayerMaskArrays();
    }
  }

  private static INDArray input(LayerVertex vertex, INDArray entering) {
    InputPreProcessor before = vertex.getLayerPreProcessor();
    return before == null
        ? entering
        : before.preProcess(
            entering, (int) entering.size(0), LayerWorkspaceMgr.noWorkspacesImmutable());
  }
}
