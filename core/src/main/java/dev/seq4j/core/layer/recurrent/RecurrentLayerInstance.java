package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.recurrent.CellParamInitializer.BIAS;
import static dev.seq4j.core.layer.recurrent.CellParamInitializer.INPUT_WEIGHTS;
import static dev.seq4j.core.layer.recurrent.CellParamInitializer.RECURRENT_WEIGHTS;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.ElementDropout;
import dev.seq4j.core.layer.SequenceChecks;
import dev.seq4j.core.layer.TimeMajor;
import dev.seq4j.core.layer.TwoPaths;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What Deeplearning4j wants of a recurrent layer, whichever way it runs along time.
 *
 * @param <C> the layer's configuration
 */
abstract class RecurrentLayerInstance<C extends BaseRecurrentLayer>
    extends org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer<C> implements TwoPaths {

  private static final long serialVersionUID = 1L;

  /** Whether the paths' buffers are those of the last forward pass, ready to be differentiated. */
  boolean differentiable;

  /** Whether the last forward pass was one of training, with noise on its weights. */
  boolean noisy;

  RecurrentLayerInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** What a configuration may still lack when a network is made of it. */
  static void checkBeforeItIsMade(BaseRecurrentLayer layer, int index, DataType type) {
    String kind = layer.getClass().getSimpleName();
    LayerValidation.assertNInNOutSet(
        kind, layer.getLayerName(), index, layer.getNIn(), layer.getNOut());
    if (!type.isFPType()) {
      throw new DL4JInvalidConfigException(
          "%s \"%s\": data type = %s: must be a floating type"
              .formatted(kind, layer.getLayerName(), type));
    }
  }

  /** Whether the output is a sequence, not the last state alone. */
  abstract boolean returnsSequences();

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
  public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    super.setInput(input, workspaceMgr);
    differentiable = false;
  }

  @Override
  public void clear() {
    super.clear();
    differentiable = false;
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
    return returnsSequences()
        ? new Pair<>(maskArray, MaskState.Passthrough)
        : new Pair<>(null, currentMaskState);
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
    if (training && !dropoutApplied && ElementDropout.is(layerConf().getIDropout())) {
      input =
          ElementDropout.apply(
              layerConf().getIDropout(),
              input,
              format,
              getIterationCount(),
              getEpochCount(),
              workspaceMgr);
      dropoutApplied = true;
    }
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

  CellWeights weights(String prefix, boolean training, LayerWorkspaceMgr workspaceMgr) {
    return new CellWeights(
        getParamWithNoise(prefix + INPUT_WEIGHTS, training, workspaceMgr),
        getParamWithNoise(prefix + RECURRENT_WEIGHTS, training, workspaceMgr),
        getParamWithNoise(prefix + BIAS, training, workspaceMgr));
  }

  CellWeights gradients(String prefix) {
    return new CellWeights(
        gradientViews.get(prefix + INPUT_WEIGHTS),
        gradientViews.get(prefix + RECURRENT_WEIGHTS),
        gradientViews.get(prefix + BIAS));
  }

  /** Throws unless a gradient has the shape of the output. */
  void checkGradient(INDArray epsilon, long time, long batch) {
    long features = layerConf().getNOut();
    long[] sequences =
        getDataFormat() == RNNFormat.NWC
            ? new long[] {batch, time, features}
            : new long[] {batch, features, time};
    SequenceChecks.gradient(
        epsilon, returnsSequences() ? sequences : new long[] {batch, features}, layerId());
  }

  /** The end of a backward pass: the gradients by their names, and the input's through dropout. */
  Pair<Gradient, INDArray> differentiated(INDArray inputGradient) {
    differentiable = false; // the paths' buffers hold gradients now
    weightNoiseParams.clear();
    Gradient gradient = new DefaultGradient(gradientsFlattened);
    gradientViews.forEach((name, view) -> gradient.setGradientFor(name, view, 'c'));
    INDArray next = TimeMajor.back(inputGradient, getDataFormat());
    if (dropoutApplied) {
      boolean elements = ElementDropout.is(layerConf().getIDropout());
      backpropDropOutIfPresent(elements ? inputGradient : next); // in place
    }
    return new Pair<>(gradient, next);
  }
}
