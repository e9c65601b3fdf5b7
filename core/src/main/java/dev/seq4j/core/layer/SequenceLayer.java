package dev.seq4j.core.layer;

import java.util.Collection;
import java.util.List;
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
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer over sequences that is not recurrent: what {@link
 * dev.seq4j.core.layer.attention.LayerNorm LayerNorm}, {@link
 * dev.seq4j.core.layer.attention.FeedForward FeedForward} and the layers of positions have in
 * common.
 *
 * <p>Input {@code [batch, in, time]}, or {@code [batch, time, in]} with {@link RNNFormat#NWC}. Mask
 * {@code [batch, time]}: a step masked 0 is not there, its output is zero, and nothing of it gets
 * into a gradient.
 */
public abstract class SequenceLayer extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  private static final ParamInitializer INITIALIZER =
      new ListedParamInitializer(layer -> ((SequenceLayer) layer).parameters());

  private static final Map<CacheMode, Long> NOTHING_CACHED = inEveryMode(0);

  private RNNFormat dataFormat;

  /** For Jackson. */
  protected SequenceLayer() {}

  protected SequenceLayer(Builder<?> builder) {
    super(builder);
    dataFormat = builder.dataFormat;
    initializeConstraints(builder);
  }

  /**
   * Checks the options, of a builder or of a file.
   *
   * @throws DL4JInvalidConfigException if one of them is not allowed
   */
  protected void check() {
    requireNotNegative("nIn", nIn);
    requireNotNegative("nOut", nOut);
    if (!(activationFn instanceof ActivationIdentity)) {
      throw invalid("activation", activationFn, "must be identity");
    }
  }

  private void requireNotNegative(String option, long value) {
    if (value < 0) {
      throw invalid(option, value, "must be at least 1, or 0 to take it from the input type");
    }
  }

  protected DL4JInvalidConfigException invalid(String option, Object value, String allowed) {
    return invalid(option + " = " + value, allowed);
  }

  /** The same of an option together with its value. */
  public DL4JInvalidConfigException invalid(String optionAndValue, String allowed) {
    return new DL4JInvalidConfigException(
        "%s \"%s\": %s: %s"
            .formatted(getClass().getSimpleName(), getLayerName(), optionAndValue, allowed));
  }

  /**
   * @return the parameters in the order in which they lie
   */
  protected abstract List<LayerParameter> parameters();

  /** Sets new parameters to how they begin, where their roles do not say it all. */
  protected void initialize(Map<String, INDArray> params) {}

  /**
   * @return the layer at work, without its parameters as yet
   */
  protected abstract SequenceLayerInstance<?> instance(NeuralNetConfiguration conf, DataType type);

  /**
   * @return floats that a step of a row needs in training besides input and output
   */
  protected abstract long trainingMemoryOfAStep();

  /**
   * @return how the axes of sequences are ordered; null is NCW
   */
  public RNNFormat getDataFormat() {
    return dataFormat;
  }

  /**
   * @param dataFormat how the axes of sequences are ordered; null is NCW
   */
  public void setDataFormat(RNNFormat dataFormat) {
    this.dataFormat = dataFormat;
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
    if (nIn < 1 || nOut < 1) {
      throw invalid(
          nIn < 1 ? "nIn" : "nOut", nIn < 1 ? nIn : nOut, "must be set, or the input type be");
    }
    if (!networkDataType.isFPType()) {
      throw invalid("data type", networkDataType, "must be a floating type");
    }
    SequenceLayerInstance<?> layer = instance(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return INITIALIZER;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    InputType.InputTypeRecurrent sequence = sequence(inputType);
    return InputType.recurrent(nOut, sequence.getTimeSeriesLength(), sequence.getFormat());
  }

  protected InputType.InputTypeRecurrent sequence(InputType inputType) {
    if (inputType instanceof InputType.InputTypeRecurrent sequence) {
      return sequence;
    }
    throw invalid("input type", inputType, "must be recurrent");
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    InputType.InputTypeRecurrent sequence = sequence(inputType);
    if (nIn <= 0 || override) {
      nIn = sequence.getSize();
    }
    if (nOut <= 0) {
      nOut = nIn;
    }
    if (dataFormat == null || override) {
      dataFormat = sequence.getFormat();
    }
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(
        inputType, dataFormat, getLayerName());
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long parameters = initializer().numParams(this);
    long steps = Math.max(1, sequence(inputType).getTimeSeriesLength());
    return new LayerMemoryReport.Builder(
            layerName, getClass(), inputType, getOutputType(-1, inputType))
        .standardMemory(parameters, parameters == 0 ? 0 : getIUpdater().stateSize(parameters))
        .workingMemory(0, 0, NOTHING_CACHED, inEveryMode(steps * trainingMemoryOfAStep()))
        .cacheMemory(NOTHING_CACHED, NOTHING_CACHED)
        .build();
  }

  private static Map<CacheMode, Long> inEveryMode(long value) {
    return Map.of(CacheMode.NONE, value, CacheMode.HOST, value, CacheMode.DEVICE, value);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequenceLayer;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SequenceLayer layer
        && getClass() == layer.getClass()
        && dataFormat == layer.dataFormat
        && super.equals(other);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + (dataFormat == null ? 0 : dataFormat.hashCode());
  }

  /**
   * The options of every layer over sequences that is not recurrent.
   *
   * @param <T> the builder itself
   */
  public abstract static class Builder<T extends Builder<T>> extends FeedForwardLayer.Builder<T> {

    private RNNFormat dataFormat;

    protected Builder() {
      activationFn = new ActivationIdentity();
    }

    protected abstract T self();

    /**
     * @param format how the axes of sequences are ordered; by default what the input type says, or
     *     NCW
     * @return this
     */
    public T dataFormat(RNNFormat format) {
      dataFormat = format;
      return self();
    }
  }
}
