package dev.seq4j.core.layer;

import java.util.Map;
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
 * A vertex around one layer that Deeplearning4j's own vertex of a layer cannot hold.
 *
 * <p>The network's options hold for the layer as for any other, and it is found by {@code
 * graph.getLayer(name)}: its parameters are counted, updated, penalized and saved.
 *
 * <p>Deeplearning4j has layers of one input, which know nothing of their network, and vertices
 * without parameters. It extends {@link SameDiffVertex}, whose name tells nothing here, because no
 * other vertex is given the network's options.
 */
public abstract class SingleLayerVertex extends SameDiffVertex {

  private static final long serialVersionUID = 1L;

  private NeuralNetConfiguration layerConf;

  /** For Jackson. */
  protected SingleLayerVertex() {}

  protected SingleLayerVertex(Layer layer) {
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

  protected final Layer layer() {
    return layerConf.getLayer();
  }

  /** Returns the vertex at work. */
  protected abstract org.deeplearning4j.nn.graph.vertex.GraphVertex vertex(
      ComputationGraph graph,
      String name,
      int index,
      org.deeplearning4j.nn.api.Layer layer,
      boolean isOutput,
      DataType type);

  /** Returns a new vertex of the same class, without its layer. */
  protected abstract SingleLayerVertex copyWithoutLayer();

  @Override
  public final void applyGlobalConfig(NeuralNetConfiguration.Builder builder) {
    layerConf = builder.clone().layer(layer()).build();
  }

  @Override
  public final void setDataType(DataType dataType) {
    super.setDataType(dataType);
    if (layerConf != null) { // a file may name the type before the layer
      layer().setDataType(dataType);
    }
  }

  @Override
  public final long numParams(boolean backprop) {
    return layer().initializer().numParams(layerConf);
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
    return vertex(graph, name, idx, working, isOutput, networkDatatype);
  }

  @Override
  public final MemoryReport getMemoryReport(InputType... inputTypes) {
    return layer().getMemoryReport(inputTypes[0]);
  }

  @Override
  public final SingleLayerVertex clone() {
    SingleLayerVertex clone = copyWithoutLayer();
    clone.layerConf = layerConf.clone();
    return clone;
  }

  @Override
  protected final boolean canEqual(Object other) {
    return other != null && getClass() == other.getClass();
  }

  @Override
  public boolean equals(Object other) {
    return canEqual(other) && layerConf.equals(((SingleLayerVertex) other).layerConf);
  }

  @Override
  public int hashCode() {
    return layerConf.hashCode();
  }

  @Override
  public final void defineParametersAndInputs(SDVertexParams params) {
    // The parameters are the layer's.
  }

  @Override
  public final SDVariable defineVertex(
      SameDiff sameDiff,
      Map<String, SDVariable> layerInput,
      Map<String, SDVariable> paramTable,
      Map<String, SDVariable> maskVars) {
    throw new UnsupportedOperationException("this vertex is not computed by SameDiff");
  }

  @Override
  public final void initializeParameters(Map<String, INDArray> params) {
    throw new UnsupportedOperationException("the layer initializes its parameters");
  }
}
