package dev.seq4j.core.layer;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A layer taken out of its network, with the loss sum(output * weights). */
public final class LayerUnderTest {

  public static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  private final Layer layer;
  private final boolean hasParameters;
  private final INDArray params;
  private final INDArray gradients;

  /**
   * @param layer a configuration with nIn set
   * @param type the parameters' type
   */
  public LayerUnderTest(org.deeplearning4j.nn.conf.layers.Layer layer, DataType type) {
    NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder().layer(layer).build();
    long length = layer.initializer().numParams(conf);
    hasParameters = length > 0;
    if (hasParameters) {
      params = Sequences.random(length, type, length).muli(0.7);
      gradients = Nd4j.valueArrayOf(new long[] {length}, Double.NaN, type); // must be overwritten
    } else {
      params = Nd4j.zeros(type, 1); // on which nothing depends
      gradients = Nd4j.zeros(type, 1);
    }
    this.layer = layer.instantiate(conf, List.of(), 0, hasParameters ? params : null, false, type);
    if (hasParameters) {
      this.layer.setBackpropGradientsViewArray(gradients);
    }
  }

  public boolean hasParameters() {
    return hasParameters;
  }

  public Layer layer() {
    return layer;
  }

  public INDArray params() {
    return params;
  }

  /** The gradients of the last backward pass. */
  public INDArray gradients() {
    return gradients;
  }

  public INDArray forward(INDArray input, INDArray mask, boolean training) {
    layer.feedForwardMaskArray(mask, MaskState.Active, (int) input.size(0));
    return layer.activate(input, training, NO_WORKSPACES);
  }

  /** Returns the gradient with respect to the input. */
  public INDArray backward(INDArray epsilon) {
    Pair<Gradient, INDArray> pair = layer.backpropGradient(epsilon, NO_WORKSPACES);
    return pair.getSecond();
  }

  public double loss(INDArray input, INDArray mask, INDArray weights) {
    return forward(input, mask, true).mul(weights).sumNumber().doubleValue();
  }
}
