package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerInstance;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Attention pooling: a sequence becomes one vector, the mean of its steps weighted by additive
 * attention (Bahdanau et al. 2015; without a query, as the word attention of Yang et al. 2016).
 *
 * <pre>
 *   e_t = v' tanh(x_t U + b)
 *   a   = softmax over the live t of e_t
 *   y   = sum of a_t x_t
 * </pre>
 *
 * <p>Input {@code [batch, features, time]}, the states of an encoder; output {@code [batch,
 * features]}, for a classifier. Mask {@code [batch, time]}: a step masked 0 has weight 0; a row
 * masked throughout gives zeros. Parameters {@code U} {@code [features, attention]}, {@code b} and
 * {@code v}, {@code [attention]}; {@link AttentionWeights} reads {@code a} out.
 *
 * <pre>{@code
 * graph
 *     .addLayer("states", new Bidirectional(new GRU.Builder().nOut(128).build()), "embedding")
 *     .addLayer("pool", new AdditiveAttentionPooling.Builder(128).build(), "states")
 * }</pre>
 */
public final class AdditiveAttentionPooling extends SequenceLayer {

  static final String WEIGHTS = "U";
  static final String BIAS = "b";
  static final String SCORE = "v";

  private static final long serialVersionUID = 1L;

  private long attention;

  /** For Jackson. */
  AdditiveAttentionPooling() {}

  private AdditiveAttentionPooling(Builder builder) {
    super(builder);
    attention = builder.attention;
    if (nOut == 0) {
      nOut = nIn;
    }
    check();
  }

  @Override
  protected void check() {
    super.check();
    if (nIn != nOut) {
      throw invalid("nOut", nOut, "must be nIn = " + nIn);
    }
    if (attention < 1) {
      throw invalid("attention", attention, "must be at least 1");
    }
  }

  /**
   * @return attention units: the size of b and v
   */
  public long getAttention() {
    return attention;
  }

  /**
   * @param attention attention units: the size of b and v
   */
  public void setAttention(long attention) {
    this.attention = attention;
  }

  @Override
  protected List<LayerParameter> parameters() {
    return List.of(
        LayerParameter.weight(WEIGHTS, nIn, attention),
        LayerParameter.bias(BIAS, attention),
        new LayerParameter(SCORE, LayerParameter.Role.WEIGHT, attention, 1, attention));
  }

  @Override
  protected SequenceLayerInstance<AdditiveAttentionPooling> instance(
      NeuralNetConfiguration conf, DataType type) {
    return new AdditiveAttentionPoolingInstance(conf, type);
  }

  @Override
  protected long trainingMemoryOfAStep() {
    return 2 * (nIn + attention);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    sequence(inputType);
    return InputType.feedForward(nOut);
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    super.setNIn(inputType, override);
    nOut = nIn;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof AdditiveAttentionPooling pooling
        && attention == pooling.attention;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Long.hashCode(attention);
  }

  /** Builds an {@link AdditiveAttentionPooling}. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends SequenceLayer.Builder<Builder> {

    private final long attention;

    /**
     * @param attention attention units: the size of b and v
     */
    public Builder(long attention) {
      this.attention = attention;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public AdditiveAttentionPooling build() {
      return new AdditiveAttentionPooling(this);
    }
  }
}
