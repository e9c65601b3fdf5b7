package dev.seq4j.core.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What Deeplearning4j wants of a {@link SequenceLayer}: input, dropout, mask, parameters and
 * gradients. What it computes stands in the classes that extend it, on arrays {@code [time, batch,
 * features]}.
 *
 * @param <C> the layer's configuration
 */
public abstract class SequenceLayerInstance<C extends SequenceLayer> extends BaseLayer<C>
    implements TwoPaths {

  private static final long serialVersionUID = 1L;

  private final transient Scratch noisyMemory = new Scratch();

  /** Whether what the last forward pass left is ready to be differentiated. */
  private boolean differentiable;

  /** Whether the last forward pass was one of training, with noise on its weights. */
  private boolean noisy;

  /** Whether the last forward pass dropped some of its output. */
  private boolean outputDropped;

  protected SequenceLayerInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /**
   * Computes.
   *
   * @param sequence {@code [time, batch, in]}, in any order in memory
   * @param training whether a backward pass may follow, and dropout be applied
   * @param noise whether the weights have their noise, if there is any
   * @param where the output is made
   * @return the output, {@code [time, batch, out]} or {@code [batch, out]}
   */
  protected abstract INDArray forward(
      INDArray sequence,
      boolean training,
      boolean noise,
      ArrayType where,
      LayerWorkspaceMgr workspaceMgr);

  /**
   * Differentiates the last {@link #forward}, which was one of training.
   *
   * @param toOutput {@code [time, batch, out]} or {@code [batch, out]}, in any order in memory
   * @param toInput {@code [time, batch, in]}: receives the gradient
   * @param noise as in the forward pass
   */
  protected abstract void backward(
      INDArray toOutput, INDArray toInput, boolean noise, LayerWorkspaceMgr workspaceMgr);

  /** Whether the output is a sequence. */
  protected boolean returnsSequences() {
    return true;
  }

  /** Whether the option {@code dropOut} holds for the output, not the input. */
  protected boolean dropsOutput() {
    return false;
  }

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
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
    this.maskArray = maskArray;
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
            conf.clone(),
            trainingListeners,
            index,
            paramsFlattened == null ? null : paramsFlattened.dup(),
            false,
            dataType);
  }

  @Override
  protected String layerId() {
    String name = layerConf().getLayerName();
    return "(layer name: \"%s\", layer index: %d, layer type: %s)"
        .formatted(name == null ? "" : name, index, layerConf().getClass().getSimpleName());
  }

  private RNNFormat format() {
    return layerConf().getDataFormat();
  }

  /** The input after its checks and its dropout, {@code [time, batch, in]}. */
  protected INDArray checkedInput(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    SequenceChecks.input(input, layerConf().getNIn(), format(), layerId());
    SequenceChecks.mask(maskArray, input, format(), layerId());
    if (training && !dropoutApplied && ElementDropout.is(layerConf().getIDropout())) {
      input =
          ElementDropout.apply(
              layerConf().getIDropout(),
              input,
              format(),
              getIterationCount(),
              getEpochCount(),
              workspaceMgr);
      dropoutApplied = true;
    }
    applyDropOutIfNecessary(training, workspaceMgr);
    return TimeMajor.of(input, format()).castTo(dataType);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray sequence = checkedInput(training && !dropsOutput(), workspaceMgr);
    differentiable = training;
    noisy = training;
    INDArray output = forward(sequence, training, noisy, ArrayType.ACTIVATIONS, workspaceMgr);
    IDropout dropout = layerConf().getIDropout();
    outputDropped = training && dropsOutput() && dropout != null;
    if (outputDropped) {
      INDArray seen = asDropoutSees(output);
      dropout.applyDropout(seen, seen, getIterationCount(), getEpochCount(), workspaceMgr);
    }
    return returnsSequences() ? TimeMajor.back(output, format()) : output;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    INDArray sequence = checkedInput(false, workspaceMgr);
    SequenceChecks.gradient(epsilon, outputShape(sequence), layerId());
    if (!differentiable) {
      forward(sequence, true, noisy, ArrayType.BP_WORKING_MEM, workspaceMgr);
    }
    INDArray toOutput = epsilon.castTo(dataType);
    if (returnsSequences()) {
      toOutput = TimeMajor.of(toOutput, format());
    }
    if (outputDropped) {
      toOutput = workspaceMgr.dup(ArrayType.BP_WORKING_MEM, toOutput, 'c');
      INDArray seen = asDropoutSees(toOutput);
      layerConf().getIDropout().backprop(seen, seen, getIterationCount(), getEpochCount());
    }
    INDArray toInput =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, sequence.shape(), 'c');
    backward(toOutput, toInput, noisy, workspaceMgr);
    differentiable = false;
    weightNoiseParams.clear();
    Gradient gradient = new DefaultGradient(gradientsFlattened);
    if (gradientViews != null) {
      gradientViews.forEach((name, view) -> gradient.setGradientFor(name, view, 'c'));
    }
    INDArray next = TimeMajor.back(toInput, format());
    if (dropoutApplied) {
      boolean elements = ElementDropout.is(layerConf().getIDropout());
      backpropDropOutIfPresent(elements ? toInput : next); // in place
    }
    return new Pair<>(gradient, next);
  }

  private INDArray asDropoutSees(INDArray timeMajor) {
    return ElementDropout.is(layerConf().getIDropout())
        ? timeMajor
        : TimeMajor.back(timeMajor, RNNFormat.NCW);
  }

  private long[] outputShape(INDArray sequence) {
    long batch = sequence.size(1);
    long features = layerConf().getNOut();
    if (!returnsSequences()) {
      return new long[] {batch, features};
    }
    return format() == RNNFormat.NWC
        ? new long[] {batch, sequence.size(0), features}
        : new long[] {batch, features, sequence.size(0)};
  }

  /** An output that is a sequence, {@code [time, batch, out]}, not yet written. */
  protected INDArray newOutput(INDArray sequence, ArrayType where, LayerWorkspaceMgr workspaceMgr) {
    return workspaceMgr.createUninitialized(
        where,
        dataType,
        new long[] {sequence.size(0), sequence.size(1), layerConf().getNOut()},
        'c');
  }

  /** A parameter in 'c' order; noise may give another. */
  protected INDArray parameter(String name, boolean noise, LayerWorkspaceMgr workspaceMgr) {
    return NativeViews.ordered(getParamWithNoise(name, noise, workspaceMgr));
  }

  /** All parameters one after the other, with their noise if there is any; null if none are. */
  protected INDArray flatParameters(boolean noise, LayerWorkspaceMgr workspaceMgr) {
    if (!noise || layerConf().getWeightNoise() == null || paramsFlattened == null) {
      return paramsFlattened;
    }
    INDArray noisy = noisyMemory.array(dataType, paramsFlattened.length());
    LayerParameter.split(layerConf().parameters(), noisy)
        .forEach((name, part) -> part.assign(getParamWithNoise(name, true, workspaceMgr)));
    return noisy;
  }

  /** Ones where the mask is not zero or not there, {@code [batch, time]} in 'c' order. */
  protected float[] liveCells(INDArray sequence) {
    return StepIntegers.ones(maskArray, sequence.size(0) * sequence.size(1));
  }
}
