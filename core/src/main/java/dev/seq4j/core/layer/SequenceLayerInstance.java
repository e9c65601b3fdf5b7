package dev.seq4j.core.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What Deeplearning4j wants of every layer over sequences, whatever it computes.
 *
 * @param <C> the layer's configuration
 */
abstract class SequenceLayerInstance<C extends BaseRecurrentLayer>
    extends org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer<C> {

  private static final long serialVersionUID = 1L;

  SequenceLayerInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** For tests: computes in ND4J operations from now on. */
  abstract void usePortablePath();

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public Gradient gradient() {
    throw new UnsupportedOperationException("no layerwise pretraining " + layerId());
  }

  @Override
  public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaceMgr) {
    setInput(input, workspaceMgr);
    return activate(training, workspaceMgr);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
    this.maskArray = maskArray;
    // As Deeplearning4j's own: the layers above see the mask, and do not have to apply it.
    return new Pair<>(maskArray, MaskState.Passthrough);
  }

  @Override
  public void setParams(INDArray params) {
    if (params != paramsFlattened) {
      setParams(params, 'c'); // the base class assumes 'f'
    }
  }

  @Override
  public Layer clone() {
    return conf.getLayer()
        .instantiate(
            conf.clone(), trainingListeners, index, paramsFlattened.dup(), false, dataType);
  }

  @Override
  protected String layerId() {
    String name = layerConf().getLayerName();
    return "(layer name: \"%s\", layer index: %d, layer type: %s)"
        .formatted(name == null ? "" : name, index, layerConf().getClass().getSimpleName());
  }

  /** The input after its checks and its dropout, {@code [time, batch, in]}. */
  INDArray checkedInput(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    RNNFormat format = getDataFormat();
    SequenceChecks.input(input, layerConf().getNIn(), format, layerId());
    SequenceChecks.mask(maskArray, input, format, layerId());
    applyDropOutIfNecessary(training, workspaceMgr);
    return TimeMajor.of(input, format).castTo(dataType);
  }

  /** The mask of steps {@code from} to before {@code to}, {@code [to - from, batch]}, or null. */
  INDArray timeMajorMask(long from, long to) {
    return maskArray == null
        ? null
        : maskArray.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)).transpose();
  }

  /** A new array of a workspace, {@code [time, batch, features]}, in that order in memory. */
  INDArray timeMajor(
      ArrayType type, long time, long batch, long features, LayerWorkspaceMgr workspaceMgr) {
    return workspaceMgr.createUninitialized(
        type, dataType, new long[] {time, batch, features}, 'c');
  }
}
