package dev.seq4j.core.layer.output;

import dev.seq4j.core.layer.SingleLayerVertex;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import java.util.Objects;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tied embeddings (Press and Wolf 2017): an output layer whose projection is the matrix of a {@link
 * TokenEmbedding} of the same network, so that a token's vector is both what it means as an input
 * and what it is recognized by as an output.
 *
 * <pre>
 *   z = E x + b,   p = softmax(z)            E [vocabulary, size] is the embedding's
 * </pre>
 *
 * <p>The matrix belongs to the embedding: it is counted, updated, penalized and saved there, once.
 * Its gradient is the sum of both uses. The bias is the output's own. A {@link
 * TokenEmbedding.Builder#scaled scaled} embedding gives its matrix unscaled, as in Vaswani et al.
 * 2017. Row 0, which an embedding with padding leaves at zero, is trained by the output alone.
 *
 * <pre>{@code
 * graph
 *     .addLayer("tokens", new TokenEmbedding.Builder(words, 512).build(), "ids")
 *     ...
 *     .addVertex(
 *         "out", new TiedOutputVertex(new SequenceOutput.Builder().nOut(words).build(), "tokens"), "norm")
 *     .setOutputs("out")
 * }</pre>
 */
public final class TiedOutputVertex extends SingleLayerVertex {

  private static final long serialVersionUID = 1L;

  private String embedding;

  /** For Jackson. */
  TiedOutputVertex() {}

  /**
   * An output layer that uses an embedding's matrix.
   *
   * @param output with as many classes as the vocabulary has ids
   * @param embedding name of the {@link TokenEmbedding}, as long as the output's input is wide
   */
  public TiedOutputVertex(SequenceOutput output, String embedding) {
    super(tied(output));
    this.embedding = Objects.requireNonNull(embedding, "embedding");
  }

  private static SequenceOutput tied(SequenceOutput output) {
    SequenceOutput tied = (SequenceOutput) output.clone();
    tied.setTied(true);
    return tied;
  }

  /**
   * @return name of the embedding
   */
  public String getEmbedding() {
    return embedding;
  }

  /**
   * @param embedding name of the embedding
   */
  public void setEmbedding(String embedding) {
    this.embedding = embedding;
  }

  @Override
  protected TiedOutputVertex copyWithoutLayer() {
    TiedOutputVertex copy = new TiedOutputVertex();
    copy.embedding = embedding;
    return copy;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... vertexInputs) {
    layer().setNIn(vertexInputs[0], false);
    return layer().getOutputType(layerIndex, vertexInputs[0]);
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int idx,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDatatype) {
    checkEmbedding(name, graph.getConfiguration().getVertices().get(embedding));
    return super.instantiate(graph, name, idx, paramsView, initializeParams, networkDatatype);
  }

  private void checkEmbedding(String name, GraphVertex vertex) {
    if (!(vertex instanceof LayerVertex ofLayer)
        || !(unfrozen(ofLayer.getLayerConf().getLayer()) instanceof TokenEmbedding tokens)) {
      throw invalid(name, "embedding = " + embedding, "must be a TokenEmbedding of this network");
    }
    SequenceOutput output = (SequenceOutput) layer();
    if (output.getNOut() != tokens.getNIn()) {
      throw invalid(
          name, "nOut = " + output.getNOut(), "must be the vocabulary, " + tokens.getNIn());
    }
    if (output.getNIn() != tokens.getNOut()) {
      throw invalid(
          name, "nIn = " + output.getNIn(), "must be the embedding's size, " + tokens.getNOut());
    }
  }

  private static Layer unfrozen(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return frozen.getLayer();
    }
    return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getUnderlying() : layer;
  }

  private static DL4JInvalidConfigException invalid(String name, String value, String allowed) {
    return new DL4JInvalidConfigException(
        "TiedOutputVertex \"%s\": %s: %s".formatted(name, value, allowed));
  }

  @Override
  protected TiedOutputVertexInstance vertex(
      ComputationGraph graph,
      String name,
      int index,
      org.deeplearning4j.nn.api.Layer layer,
      boolean isOutput,
      DataType type) {
    return new TiedOutputVertexInstance(graph, name, index, layer, embedding, isOutput, type);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && embedding.equals(((TiedOutputVertex) other).embedding);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + embedding.hashCode();
  }
}
