package dev.seq4j.core.layer.embedding;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A learned vector for every token of a vocabulary.
 *
 * <pre>
 *   y[b, :, t] = W[id[b, t], :]               times the root of size, if scaled
 * </pre>
 *
 * <p>Input: ids of any integer or floating type, {@code [batch, time]} or, as truncated
 * back-propagation needs it, {@code [batch, 1, time]}. Output {@code [batch, size, time]},
 * time-major in memory. The input type may be {@code InputType.recurrent(n)} with any n: the
 * vocabulary's size given here stays, where Deeplearning4j's own embedding takes n for it.
 *
 * <p>Mask {@code [batch, time]}: a step masked 0 gives zeros and no gradient, and its id is not
 * looked at. So does the padding id 0, mask or not, unless {@link Builder#padding padding(false)}
 * makes it a token like the others.
 *
 * <p>Parameter {@code W} {@code [vocabulary, size]}. Weight initialisations see one input and
 * {@code size} outputs. Ids cannot be dropped out, so the option {@code dropOut} holds for the
 * output, not the input. An id outside the vocabulary is a {@link
 * org.deeplearning4j.exception.DL4JInvalidInputException} that says where it stands.
 *
 * <pre>{@code
 * graph.addLayer("embedding", new TokenEmbedding.Builder(vocabulary.size(), 128).build(), "ids")
 * }</pre>
 */
public final class TokenEmbedding extends FeedForwardLayer {

  /** The id that fills short rows up. */
  public static final int PADDING_ID = 0;

  /** Id 0 is padding. */
  public static final boolean DEFAULT_PADDING = true;

  /** The vectors are the rows of the weights as they are. */
  public static final boolean DEFAULT_SCALED = false;

  private static final long serialVersionUID = 1L;

  private static final Map<CacheMode, Long> NONE_CACHED =
      Map.of(CacheMode.NONE, 0L, CacheMode.HOST, 0L, CacheMode.DEVICE, 0L);

  private boolean padding;
  private boolean scaled;

  /** For Jackson. */
  TokenEmbedding() {}

  private TokenEmbedding(Builder builder) {
    super(builder);
    padding = builder.padding;
    scaled = builder.scaled;
    requirePositive("vocabulary", nIn);
    requirePositive("size", nOut);
    if (!(activationFn instanceof ActivationIdentity)) {
      throw invalid("activation", activationFn, "must be identity");
    }
    initializeConstraints(builder);
  }

  private void requirePositive(String option, long value) {
    if (value < 1) {
      throw invalid(option, value, "must be at least 1");
    }
  }

  private DL4JInvalidConfigException invalid(String option, Object value, String allowed) {
    return new DL4JInvalidConfigException(
        "TokenEmbedding \"%s\": %s = %s: %s".formatted(getLayerName(), option, value, allowed));
  }

  /**
   * @return whether id 0 is padding, whose row of the weights stays zero
   */
  public boolean isPadding() {
    return padding;
  }

  /**
   * @param padding whether id 0 is padding, whose row of the weights stays zero
   */
  public void setPadding(boolean padding) {
    this.padding = padding;
  }

  /**
   * @return whether the vectors are multiplied by the root of their size
   */
  public boolean isScaled() {
    return scaled;
  }

  /**
   * @param scaled whether the vectors are multiplied by the root of their size
   */
  public void setScaled(boolean scaled) {
    this.scaled = scaled;
  }

  /** What the vectors are multiplied by. */
  double scale() {
    return scaled ? Math.sqrt(nOut) : 1;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    TokenEmbeddingInstance layer = new TokenEmbeddingInstance(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return EmbeddingParamInitializer.INSTANCE;
  }

  /** Changes nothing: an input type says how wide a row of ids is, not how many ids there are. */
  @Override
  public void setNIn(InputType inputType, boolean override) {
    requireIds(inputType);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    requireIds(inputType);
    return inputType instanceof InputType.InputTypeRecurrent sequence
        ? InputType.recurrent(nOut, sequence.getTimeSeriesLength())
        : InputType.recurrent(nOut, inputType.arrayElementsPerExample());
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    requireIds(inputType);
    return null;
  }

  private void requireIds(InputType inputType) {
    if (!(inputType instanceof InputType.InputTypeRecurrent
        || inputType instanceof InputType.InputTypeFeedForward)) {
      throw invalid("input type", inputType, "must be recurrent or feed-forward");
    }
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(
            layerName, getClass(), inputType, getOutputType(-1, inputType))
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(0, 0, NONE_CACHED, NONE_CACHED)
        .cacheMemory(NONE_CACHED, NONE_CACHED)
        .build();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof TokenEmbedding;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof TokenEmbedding embedding
        && padding == embedding.padding
        && scaled == embedding.scaled;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * super.hashCode() + Boolean.hashCode(padding)) + Boolean.hashCode(scaled);
  }

  /** Builds a {@link TokenEmbedding}. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {

    private boolean padding = DEFAULT_PADDING;
    private boolean scaled = DEFAULT_SCALED;

    /**
     * @param vocabulary how many ids there are, the padding included
     * @param size features of a token
     */
    public Builder(long vocabulary, long size) {
      nIn = vocabulary;
      nOut = size;
      activationFn = new ActivationIdentity();
    }

    /**
     * @param padding whether id 0 is padding, whose row of the weights stays zero; true by default
     * @return this
     */
    public Builder padding(boolean padding) {
      this.padding = padding;
      return this;
    }

    /**
     * @param scaled whether the vectors are multiplied by the root of their size, as before a
     *     {@link PositionalEncoding}; false by default
     * @return this
     */
    public Builder scaled(boolean scaled) {
      this.scaled = scaled;
      return this;
    }

    @Override
    public TokenEmbedding build() {
      return new TokenEmbedding(this);
    }
  }
}
