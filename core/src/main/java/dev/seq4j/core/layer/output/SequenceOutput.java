package dev.seq4j.core.layer.output;

import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.ListedParamInitializer;
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
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * Output layer for classes: projection, softmax and cross-entropy as one, with integer labels, at
 * every step or once a sequence.
 *
 * <pre>
 *   z = W^T x + b,   p = softmax(z)
 *   q = (1 - e) onehot(label) + e / classes          e: label smoothing (Szegedy et al. 2016)
 *   loss = -sum over classes of q log p
 * </pre>
 *
 * <p>At every step: input {@code [batch, in, time]} (or {@code [batch, time, in]} with {@link
 * RNNFormat#NWC}), output {@code [batch, classes, time]}, labels {@code [batch, 1, time]} and their
 * mask {@code [batch, time]}. Once a sequence: input {@code [batch, in]}, output {@code [batch,
 * classes]}, labels {@code [batch, 1]} and their mask {@code [batch, 1]}. Which of the two it is
 * the input says. Labels are classes from 0 on, of any integer or floating type; one that is none
 * is a {@link org.deeplearning4j.exception.DL4JInvalidInputException} that says where it stands.
 *
 * <p>Mask: that of the labels; the mask of the features has no say, as in Deeplearning4j's {@code
 * RnnOutputLayer}. It weights the steps: one masked 0 costs nothing, its output is zero, its label
 * is not looked at, and no gradient comes from it.
 *
 * <p>Score and gradients follow Deeplearning4j: the loss summed over the steps, the score divided
 * by the batch size. They and the parameters are those of {@code RnnOutputLayer} and {@code
 * OutputLayer} with {@code LossSparseMCXENT}, but that no probability is clipped. Neither one-hot
 * labels nor all logits are ever made: for a vocabulary of 50,000 training needs some 16 megabytes
 * a thread, however long the sequences are.
 *
 * <pre>{@code
 * graph.addLayer("letter", new SequenceOutput.Builder().nOut(100).build(), "gru")
 * }</pre>
 *
 * <p>{@link TiedOutputVertex} lets it use the matrix of an embedding.
 */
public final class SequenceOutput extends BaseOutputLayer {

  /** The label is certain. */
  public static final double DEFAULT_LABEL_SMOOTHING = 0;

  private static final long serialVersionUID = 1L;

  private static final Map<CacheMode, Long> NONE_CACHED =
      Map.of(CacheMode.NONE, 0L, CacheMode.HOST, 0L, CacheMode.DEVICE, 0L);

  private static final ParamInitializer BIAS_ALONE =
      new ListedParamInitializer(layer -> ((SequenceOutput) layer).parametersIfTied());

  private double labelSmoothing;
  private RNNFormat dataFormat;
  private boolean tied;

  /** For Jackson. */
  SequenceOutput() {}

  private SequenceOutput(Builder builder) {
    super(builder);
    labelSmoothing = builder.labelSmoothing;
    dataFormat = builder.dataFormat;
    if (nOut < 1) {
      throw invalid("nOut", nOut, "must be at least 1");
    }
    if (nIn < 0) {
      throw invalid("nIn", nIn, "must be at least 1, or 0 to take it from the input type");
    }
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw invalid("labelSmoothing", labelSmoothing, "must be in [0, 1)");
    }
    if (!(activationFn instanceof ActivationSoftmax)) {
      throw invalid("activation", activationFn, "must be softmax");
    }
    if (!(lossFn instanceof LossSparseMCXENT loss) || loss.getWeights() != null) {
      throw invalid("lossFunction", lossFn, "must be LossSparseMCXENT without weights");
    }
    initializeConstraints(builder);
  }

  private DL4JInvalidConfigException invalid(String option, Object value, String allowed) {
    return new DL4JInvalidConfigException(
        "SequenceOutput \"%s\": %s = %s: %s".formatted(getLayerName(), option, value, allowed));
  }

  /**
   * @return what the label's class gives to all classes
   */
  public double getLabelSmoothing() {
    return labelSmoothing;
  }

  /**
   * @param labelSmoothing what the label's class gives to all classes
   */
  public void setLabelSmoothing(double labelSmoothing) {
    this.labelSmoothing = labelSmoothing;
  }

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

  /**
   * @return whether the projection is the matrix of an embedding; see {@link TiedOutputVertex}
   */
  public boolean isTied() {
    return tied;
  }

  /**
   * @param tied whether the projection is the matrix of an embedding
   */
  public void setTied(boolean tied) {
    this.tied = tied;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    LayerValidation.assertNInNOutSet(
        getClass().getSimpleName(), getLayerName(), layerIndex, getNIn(), getNOut());
    SequenceOutputInstance layer = new SequenceOutputInstance(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return tied ? BIAS_ALONE : DefaultParamInitializer.getInstance();
  }

  private List<LayerParameter> parametersIfTied() {
    return hasBias()
        ? List.of(LayerParameter.bias(DefaultParamInitializer.BIAS_KEY, nOut))
        : List.of();
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return inputType instanceof InputType.InputTypeRecurrent sequence
        ? InputType.recurrent(nOut, sequence.getTimeSeriesLength(), sequence.getFormat())
        : super.getOutputType(layerIndex, inputType);
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    super.setNIn(inputType, override);
    if (inputType instanceof InputType.InputTypeRecurrent sequence
        && (dataFormat == null || override)) {
      dataFormat = sequence.getFormat();
    }
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return inputType instanceof InputType.InputTypeRecurrent
        ? InputTypeUtil.getPreprocessorForInputTypeRnnLayers(inputType, dataFormat, getLayerName())
        : super.getPreProcessorForInputType(inputType);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(
            layerName, getClass(), inputType, getOutputType(-1, inputType))
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(0, 0, 0, inputType.arrayElementsPerExample())
        .cacheMemory(NONE_CACHED, NONE_CACHED)
        .build();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequenceOutput;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof SequenceOutput output
        && Double.compare(labelSmoothing, output.labelSmoothing) == 0
        && dataFormat == output.dataFormat
        && tied == output.tied;
  }

  @Override
  public int hashCode() {
    int hash = 31 * super.hashCode() + Double.hashCode(labelSmoothing);
    return 31 * (31 * hash + (dataFormat == null ? 0 : dataFormat.hashCode()))
        + Boolean.hashCode(tied);
  }

  /** Builds a {@link SequenceOutput}; {@code nOut}, the number of classes, is required. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends BaseOutputLayer.Builder<Builder> {

    private double labelSmoothing = DEFAULT_LABEL_SMOOTHING;
    private RNNFormat dataFormat;

    /** With softmax and cross-entropy, which is what this layer does. */
    public Builder() {
      super(new LossSparseMCXENT());
      activationFn = new ActivationSoftmax();
    }

    /**
     * @param share what the label's class gives to all classes, in [0, 1); {@value
     *     #DEFAULT_LABEL_SMOOTHING} by default. It is part of the score, too
     * @return this
     */
    public Builder labelSmoothing(double share) {
      labelSmoothing = share;
      return this;
    }

    /**
     * @param format how the axes of sequences are ordered; by default what the input type says, or
     *     NCW
     * @return this
     */
    public Builder dataFormat(RNNFormat format) {
      dataFormat = format;
      return this;
    }

    @Override
    public SequenceOutput build() {
      return new SequenceOutput(this);
    }
  }
}
