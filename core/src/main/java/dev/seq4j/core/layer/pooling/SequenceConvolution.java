package dev.seq4j.core.layer.pooling;

import dev.seq4j.core.kernel.pooling.ConvolutionShape;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions of several widths over a sequence and the maximum of each map over time: the layer
 * of Kim (2014), "Convolutional Neural Networks for Sentence Classification".
 *
 * <pre>
 *   c[b, s, m] = W_m x[b, s : s + width_m, :] + bias_m         a map m at a window
 *   y[b, m]    = f(max over s of c[b, s, m])                   f: relu, tanh or identity
 * </pre>
 *
 * <p>With {@link Builder#pool} the maximum is taken over segments of that many steps instead, and
 * what comes out is a sequence again, {@code [batch, nOut, ceil(time / pool)]}: convolution and max
 * pooling. Each segment, with as many of the steps after it as a window has beyond its first one,
 * is convolved as a sequence of its own.
 *
 * <p>As one layer, since only the highest window of a map has a part in its gradient: a training
 * step costs little more than the forward pass, and the maps are never stored at every step.
 *
 * <p>Input {@code [batch, in, time]}; output {@code [batch, nOut]}, the maps width by width, the
 * widest first. Windows may stand over both ends of a sequence, where they see zeros (a wide
 * convolution, Kalchbrenner et al. 2014), so that a sequence shorter than a window has windows,
 * too.
 *
 * <p>Mask {@code [batch, time]}: a step masked 0 is zeros, like what is beyond the ends, and a
 * window without any live step does not count: padding never wins the maximum. A row masked
 * throughout gives zeros. A segment is there if one of its own steps is.
 *
 * <p>Parameters {@code W} {@code [1, nIn * (sum of widths) * maps]}, laid out as {@link
 * ConvolutionShape} says, and {@code b} {@code [1, nOut]}.
 *
 * <pre>{@code
 * graph.addLayer("maps", new SequenceConvolution.Builder(100, 3, 4, 5).build(), "embedding")
 * }</pre>
 */
public final class SequenceConvolution extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  private static final Map<CacheMode, Long> NONE_CACHED =
      Map.of(CacheMode.NONE, 0L, CacheMode.HOST, 0L, CacheMode.DEVICE, 0L);

  private int[] widths;
  private int pool;

  /** For Jackson. */
  SequenceConvolution() {}

  private SequenceConvolution(Builder builder) {
    super(builder);
    widths = builder.widths;
    pool = builder.pool;
    check();
    initializeConstraints(builder);
  }

  /**
   * Checks the options, of a builder or of a file.
   *
   * @throws DL4JInvalidConfigException if one of them is not allowed
   */
  void check() {
    boolean distinct =
        widths != null
            && widths.length > 0
            && Arrays.stream(widths).distinct().count() == widths.length
            && Arrays.stream(widths).allMatch(width -> width >= 1);
    if (!distinct) {
      throw invalid("widths", Arrays.toString(widths), "must be one or more from 1 on, different");
    }
    if (nOut < 1 || nOut % widths.length != 0) {
      throw invalid("nOut", nOut, "must be as many maps, 1 or more, for each width");
    }
    if (pool < 0) {
      throw invalid("pool", pool, "must be 0, for the whole sequence, or above");
    }
    if (!(activationFn instanceof ActivationReLU
        || activationFn instanceof ActivationTanH
        || activationFn instanceof ActivationIdentity)) {
      throw invalid("activation", activationFn, "must be relu, tanh or identity");
    }
  }

  private DL4JInvalidConfigException invalid(String option, Object value, String allowed) {
    return new DL4JInvalidConfigException(
        "SequenceConvolution \"%s\": %s = %s: %s"
            .formatted(getLayerName(), option, value, allowed));
  }

  /** Returns the sizes, once nIn is known. */
  ConvolutionShape shape() {
    return new ConvolutionShape(
        Math.toIntExact(nIn), widths, Math.toIntExact(nOut / widths.length));
  }

  /**
   * @return steps that each convolution sees
   */
  public int[] getWidths() {
    return widths.clone();
  }

  /**
   * @param widths steps that each convolution sees
   */
  public void setWidths(int[] widths) {
    this.widths = widths.clone();
  }

  /**
   * @return steps of which the maximum is taken; 0 for all
   */
  public int getPool() {
    return pool;
  }

  /**
   * @param pool steps of which the maximum is taken; 0 for all
   */
  public void setPool(int pool) {
    this.pool = pool;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    check();
    LayerValidation.assertNInNOutSet(
        "SequenceConvolution", getLayerName(), layerIndex, getNIn(), getNOut());
    SequenceConvolutionInstance layer = new SequenceConvolutionInstance(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return ConvolutionParamInitializer.INSTANCE;
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    if (nIn <= 0 || override) {
      nIn = requireSequence(inputType).getSize();
    }
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    long time = requireSequence(inputType).getTimeSeriesLength();
    if (pool == 0) {
      return InputType.feedForward(nOut);
    }
    return time > 0
        ? InputType.recurrent(nOut, Segments.count(time, pool))
        : InputType.recurrent(nOut);
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(
        inputType, RNNFormat.NCW, getLayerName());
  }

  private InputType.InputTypeRecurrent requireSequence(InputType inputType) {
    if (inputType instanceof InputType.InputTypeRecurrent sequence) {
      return sequence;
    }
    throw invalid("input type", inputType, "must be recurrent");
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(
            layerName, getClass(), inputType, getOutputType(-1, inputType))
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(0, nOut, NONE_CACHED, NONE_CACHED)
        .cacheMemory(NONE_CACHED, NONE_CACHED)
        .build();
  }

  @Override
  public SequenceConvolution clone() {
    SequenceConvolution clone = (SequenceConvolution) super.clone();
    clone.widths = widths.clone();
    return clone;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequenceConvolution;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof SequenceConvolution that
        && pool == that.pool
        && Arrays.equals(widths, that.widths);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * super.hashCode() + Arrays.hashCode(widths)) + pool;
  }

  /** Builds a {@link SequenceConvolution}. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {

    private final int[] widths;
    private int pool;

    /**
     * @param maps of each width, 1 or more
     * @param widths steps that each convolution sees, 1 or more, different
     */
    public Builder(int maps, int... widths) {
      this.widths = widths.clone();
      nOut = (long) maps * widths.length;
      activation(Activation.RELU);
    }

    /**
     * @param steps of which the maximum is taken, so that the layer gives a sequence of as many
     *     times fewer steps; 0, the default, for the maximum over all steps
     * @return this
     */
    public Builder pool(int steps) {
      pool = steps;
      return this;
    }

    @Override
    public SequenceConvolution build() {
      return new SequenceConvolution(this);
    }
  }
}
