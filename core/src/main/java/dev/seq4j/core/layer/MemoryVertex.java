package dev.seq4j.core.layer;

import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Puts a {@link MemoryLayer} into a {@code ComputationGraph}: a vertex with two inputs, the layer's
 * own and its memory, each a sequence with its own length and its own mask.
 *
 * <pre>{@code
 * graph.addVertex("decoder", new MemoryVertex(layer), "target", "encoder")
 * }</pre>
 *
 * <p>The network's options hold for the layer as for any other, and it is found by {@code
 * graph.getLayer("decoder")}: its parameters are counted, updated, penalized and saved, and {@code
 * rnnTimeStep} and {@code rnnClearPreviousState} reach it. The two inputs must be two vertices.
 *
 * <p>Deeplearning4j has layers of one input and vertices without parameters. It extends {@link
 * SameDiffVertex}, whose name tells nothing here, because no other vertex is given the network's
 * options.
 */
public final class MemoryVertex extends SameDiffVertex {

  private static final long serialVersionUID = 1L;

  private NeuralNetConfiguration layerConf;

  /** For Jackson. */
  MemoryVertex() {}

  /**
   * A vertex around a layer.
   *
   * @param layer a {@link MemoryLayer}
   * @throws IllegalArgumentException if it is none
   */
  public MemoryVertex(Layer layer) {
    if (!(layer instanceof MemoryLayer)) {
      throw new IllegalArgumentException(
          "layer = " + layer + ": must be a layer that reads a memory");
    }
    layerConf = new NeuralNetConfiguration();
    layerConf.setLayer(layer);
  }

  /**
   * @return the layer with its options
   */
  public NeuralNetConfiguration getLayerConf() {
    return layerConf;
  }

  /**
   * @param layerConf the layer with its options
   */
  public void setLayerConf(NeuralNetConfiguration layerConf) {
    this.layerConf = layerConf;
  }

  private Layer layer() {
    return layerConf.getLayer();
  }

  @Override
  public void applyGlobalConfig(NeuralNetConfiguration.Builder builder) {
    NeuralNetConfiguration.Builder own = builder.clone();
    layerConf = own.layer(layer()).build();
  }

  @Override
  public void setDataType(DataType dataType) {
    super.setDataType(dataType);
    if (layerConf != null) { // a file may name the type before the layer
      layer().setDataType(dataType);
    }
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
  public long numParams(boolean backprop) {
    return layer().initializer().numParams(layerConf);
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
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int idx,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDatatype) {
    layer().setLayerName(name);
    org.deeplearning4j.nn.api.Layer working =
        layer().instantiate(layerConf, null, idx, paramsView, initializeParams, networkDatatype);
    boolean isOutput = graph.getConfiguration().getNetworkOutputs().contains(name);
    return new MemoryVertexInstance(graph, name, idx, working, isOutput, networkDatatype);
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputTypes) {
    return layer().getMemoryReport(inputTypes[0]);
  }

  @Override
  public MemoryVertex clone() {
    MemoryVertex clone = new MemoryVertex();
    clone.layerConf = layerConf.clone();
    return clone;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof MemoryVertex;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MemoryVertex vertex && layerConf.equals(vertex.layerConf);
  }

  @Override
  public int hashCode() {
    return layerConf.hashCode();
  }

  @Override
  public void defineParametersAndInputs(SDVertexParams params) {
    // The parameters are the layer's.
  }

  @Override
  public SDVariable defineVertex(
      SameDiff sameDiff,
      Map<String, SDVariable> layerInput,
      Map<String, SDVariable> paramTable,
      Map<String, SDVariable> maskVars) {
    throw new UnsupportedOperationException("this vertex is not computed by SameDiff");
  }

  @Override
  public void initializeParameters(Map<String, INDArray> params) {
    throw new UnsupportedOperationException("the layer initializes its parameters");
  }
}
