package dev.seq4j.core.layer.pooling;

import static dev.seq4j.core.layer.pooling.ConvolutionParamInitializer.BIAS;
import static dev.seq4j.core.layer.pooling.ConvolutionParamInitializer.WEIGHTS;

import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.Scratch;
import dev.seq4j.core.layer.SequenceChecks;
import dev.seq4j.core.layer.StepIntegers;
import dev.seq4j.core.layer.TimeMajor;
import dev.seq4j.core.layer.TwoPaths;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link SequenceConvolution} at work: Deeplearning4j's contract around a {@link
 * ConvolutionPath}.
 */
final class SequenceConvolutionInstance extends BaseLayer<SequenceConvolution> implements TwoPaths {

  private static final long serialVersionUID = 1L;

  private transient ConvolutionPath path;

  /** Before the activation; outlives workspaces. */
  private final transient Scratch maximaMemory = new Scratch();

  private transient INDArray maxima; // [rows, nOut], where a segment is a row of its own

  /** Null if the maximum is taken over the whole sequence. */
  private final transient Segments segments;

  /** Whether the last forward pass was one of training, with noise on its weights. */
  private boolean noisy;

  SequenceConvolutionInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    int pool = layerConf().getPool();
    segments = pool == 0 ? null : new Segments(pool, layerConf().shape().widest() - 1);
    path = Kernels.serve(dataType) ? new KernelConvolution(layerConf().shape()) : portable();
  }

  private PortableConvolution portable() {
    return new PortableConvolution(layerConf().shape(), layerConf().getWidths().length);
  }

  @Override
  public void usePortablePath() {
    path = portable();
  }

  @Override
  public Type type() {
    return Type.CONVOLUTIONAL;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
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
    return "(layer name: \"%s\", layer index: %d, layer type: SequenceConvolution)"
        .formatted(name == null ? "" : name, index);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
    this.maskArray = maskArray;
    if (segments == null || maskArray == null) {
      return new Pair<>(null, currentMaskState); // no steps any more, or all of them are there
    }
    return new Pair<>(segments.mask(maskArray), currentMaskState);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    SequenceChecks.input(input, layerConf().getNIn(), RNNFormat.NCW, layerId());
    SequenceChecks.mask(maskArray, input, RNNFormat.NCW, layerId());
    applyDropOutIfNecessary(training, workspaceMgr);
    noisy = training;
    INDArray rows = rows();
    maxima = maximaMemory.array(dataType, rows.size(1), layerConf().getNOut());
    path.forward(
        getParamWithNoise(WEIGHTS, training, workspaceMgr),
        getParamWithNoise(BIAS, training, workspaceMgr),
        rows,
        ones(),
        maxima);
    INDArray output =
        workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, dataType, maxima.shape(), 'c');
    return sequences(layerConf().getActivationFn().getActivation(output.assign(maxima), training));
  }

  /** What is convolved, {@code [time, batch, in]}, where a segment is a row of its own. */
  private INDArray rows() {
    return segments == null ? sequence() : segments.cut(sequence());
  }

  private float[] ones() {
    long batch = input.size(0);
    long time = input.size(2);
    return segments == null
        ? StepIntegers.ones(maskArray, Math.multiplyExact(batch, time))
        : segments.ones(maskArray, Math.toIntExact(batch), Math.toIntExact(time));
  }

  /** The output as the next layer wants it: segments, {@code [batch, nOut, segments]}, if any. */
  private INDArray sequences(INDArray output) {
    if (segments == null) {
      return output;
    }
    long batch = input.size(0);
    return TimeMajor.back(
        output.reshape('c', output.size(0) / batch, batch, output.size(1)), RNNFormat.NCW);
  }

  /** The input, {@code [time, batch, in]}. */
  private INDArray sequence() {
    return TimeMajor.of(input, RNNFormat.NCW).castTo(dataType);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    SequenceChecks.gradient(epsilon, sequences(maxima).shape().clone(), layerId());
    INDArray toOutput = segments == null ? epsilon : TimeMajor.of(epsilon, RNNFormat.NCW).dup('c');
    INDArray toMaxima =
        layerConf()
            .getActivationFn()
            .backprop(maxima.dup(), toOutput.castTo(dataType).dup('c').reshape('c', maxima.shape()))
            .getFirst();
    INDArray sequence = sequence();
    INDArray inputGradient =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, sequence.shape().clone(), 'c');
    INDArray rows = segments == null ? sequence : segments.cut(sequence);
    INDArray rowGradient = segments == null ? inputGradient : segments.gradient(rows);
    path.backward(
        getParamWithNoise(WEIGHTS, noisy, workspaceMgr),
        rows,
        toMaxima,
        gradientViews.get(WEIGHTS),
        gradientViews.get(BIAS),
        rowGradient);
    if (segments != null) {
      segments.join(rowGradient, inputGradient);
    }
    weightNoiseParams.clear();
    Gradient gradient = new DefaultGradient(gradientsFlattened);
    gradient.setGradientFor(WEIGHTS, gradientViews.get(WEIGHTS), 'c');
    gradient.setGradientFor(BIAS, gradientViews.get(BIAS), 'c');
    INDArray next = TimeMajor.back(inputGradient, RNNFormat.NCW);
    return new Pair<>(gradient, dropoutApplied ? backpropDropOutIfPresent(next) : next);
  }
}
