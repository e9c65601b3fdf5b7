package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.SequenceLayerInstance;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A {@link FeedForward} at work. */
final class FeedForwardInstance extends SequenceLayerInstance<FeedForward> {

  private static final long serialVersionUID = 1L;

  private transient FeedForwardPath path;

  /** Of the last forward pass, which may have to be repeated. */
  private long seed;

  FeedForwardInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    path = Kernels.serve(dataType) ? new KernelFeedForward(layerConf()) : portable();
  }

  @Override
  public void usePortablePath() {
    path = portable();
  }

  private FeedForwardPath portable() {
    return new PortableFeedForward(
        layerConf().parameters(), layerConf().getHiddenActivation(), layerConf().dropped());
  }

  @Override
  protected INDArray forward(
      INDArray sequence,
      boolean training,
      boolean noise,
      ArrayType where,
      LayerWorkspaceMgr workspaceMgr) {
    INDArray output = newOutput(sequence, where, workspaceMgr);
    INDArray parameters = flatParameters(noise, workspaceMgr);
    if (!training) {
      path.infer(parameters, sequence, liveCells(sequence), output);
      return output;
    }
    if (layerConf().dropped() > 0) {
      seed = Nd4j.getRandom().nextLong();
    }
    path.forward(parameters, sequence, liveCells(sequence), output, seed);
    return output;
  }

  @Override
  protected void backward(
      INDArray toOutput, INDArray toInput, boolean noise, LayerWorkspaceMgr workspaceMgr) {
    path.backward(flatParameters(noise, workspaceMgr), toOutput, gradientsFlattened, toInput);
  }
}
