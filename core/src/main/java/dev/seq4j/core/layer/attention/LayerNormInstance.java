package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.LayerSteps;
import dev.seq4j.core.layer.SequenceLayerInstance;
import dev.seq4j.core.layer.Steppable;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link LayerNorm} at work. */
final class LayerNormInstance extends SequenceLayerInstance<LayerNorm> implements Steppable {

  private static final long serialVersionUID = 1L;

  private transient LayerNormPath path;

  LayerNormInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    path =
        Kernels.serve(dataType)
            ? new KernelLayerNorm(layerConf().getNIn(), layerConf().getEpsilon())
            : new PortableLayerNorm(layerConf().getEpsilon());
  }

  @Override
  public void usePortablePath() {
    path = new PortableLayerNorm(layerConf().getEpsilon());
  }

  @Override
  public LayerSteps steps(int rows) {
    return path instanceof KernelLayerNorm && layerConf().getDataFormat() != RNNFormat.NWC
        ? new LayerNormSteps(
            getParam(LayerNorm.GAIN), getParam(LayerNorm.BIAS), layerConf().getEpsilon())
        : null;
  }

  @Override
  protected INDArray forward(
      INDArray sequence,
      boolean training,
      boolean noise,
      ArrayType where,
      LayerWorkspaceMgr workspaceMgr) {
    INDArray output = newOutput(sequence, where, workspaceMgr);
    path.forward(
        parameter(LayerNorm.GAIN, noise, workspaceMgr),
        parameter(LayerNorm.BIAS, noise, workspaceMgr),
        sequence,
        liveCells(sequence),
        output);
    return output;
  }

  @Override
  protected void backward(
      INDArray toOutput, INDArray toInput, boolean noise, LayerWorkspaceMgr workspaceMgr) {
    path.backward(
        parameter(LayerNorm.GAIN, noise, workspaceMgr),
        parameter(LayerNorm.BIAS, noise, workspaceMgr),
        toOutput,
        gradientViews.get(LayerNorm.GAIN),
        gradientViews.get(LayerNorm.BIAS),
        toInput);
  }
}
