package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.FeedForwardActivation;
import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerInstance;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Position-wise feed-forward network (Vaswani et al. 2017): the same two layers at each step.
 *
 * <pre>
 *   y_t = dropout(f(x_t W1 + b1)) W2 + b2          f is GELU or ReLU
 * </pre>
 *
 * <p>Input {@code [batch, in, time]}, output {@code [batch, out, time]}; without {@code nOut} as
 * many features go out as come in. Mask {@code [batch, time]}: the output of a step masked 0 is
 * zero. Parameters {@code W1} {@code [in, hidden]}, {@code b1}, {@code W2} {@code [hidden, out]}
 * and {@code b2}. GELU is the exact one, with the normal distribution function.
 *
 * <p>The option {@code dropOut} holds for the input, as everywhere in Deeplearning4j, {@link
 * Builder#hiddenDropOut hiddenDropOut} for what stands between the two layers.
 *
 * <pre>{@code
 * graph.addLayer("feed forward", new FeedForward.Builder(1024).hiddenDropOut(0.9).build(), "norm")
 * }</pre>
 */
public final class FeedForward extends SequenceLayer {

  /** What most transformers take today. */
  public static final FeedForwardActivation DEFAULT_HIDDEN_ACTIVATION = FeedForwardActivation.GELU;

  /** Nothing is dropped. */
  public static final double DEFAULT_HIDDEN_DROPOUT = 0;

  static final String INNER_WEIGHTS = "W1";
  static final String INNER_BIAS = "b1";
  static final String OUTER_WEIGHTS = "W2";
  static final String OUTER_BIAS = "b2";

  private static final long serialVersionUID = 1L;

  private long hidden;
  private FeedForwardActivation hiddenActivation;
  private double hiddenDropOut;

  /** For Jackson. */
  FeedForward() {}

  private FeedForward(Builder builder) {
    super(builder);
    hidden = builder.hidden;
    hiddenActivation = builder.hiddenActivation;
    hiddenDropOut = builder.hiddenDropOut;
    check();
  }

  @Override
  protected void check() {
    super.check();
    if (hidden < 1) {
      throw invalid("hidden", hidden, "must be at least 1");
    }
    if (hiddenActivation == null) {
      throw invalid("hiddenActivation", null, "must be GELU or RELU");
    }
    if (!(hiddenDropOut >= 0 && hiddenDropOut <= 1)) {
      throw invalid(
          "hiddenDropOut", hiddenDropOut, "must be a probability of keeping, or 0 for no dropout");
    }
  }

  /**
   * @return the probability that a hidden unit is dropped in training
   */
  double dropped() {
    return hiddenDropOut == 0 ? 0 : 1 - hiddenDropOut;
  }

  /**
   * @return units between the two layers
   */
  public long getHidden() {
    return hidden;
  }

  /**
   * @param hidden units between the two layers
   */
  public void setHidden(long hidden) {
    this.hidden = hidden;
  }

  /**
   * @return f
   */
  public FeedForwardActivation getHiddenActivation() {
    return hiddenActivation;
  }

  /**
   * @param hiddenActivation f
   */
  public void setHiddenActivation(FeedForwardActivation hiddenActivation) {
    this.hiddenActivation = hiddenActivation;
  }

  /**
   * @return the probability that a hidden unit is kept in training; 0 if none is dropped
   */
  public double getHiddenDropOut() {
    return hiddenDropOut;
  }

  /**
   * @param hiddenDropOut the probability that a hidden unit is kept in training; 0 if none is
   *     dropped
   */
  public void setHiddenDropOut(double hiddenDropOut) {
    this.hiddenDropOut = hiddenDropOut;
  }

  @Override
  protected List<LayerParameter> parameters() {
    return parameters(nIn, hidden, nOut);
  }

  /** The parameters of a network of these sizes. */
  static List<LayerParameter> parameters(long in, long hidden, long out) {
    return List.of(
        LayerParameter.weight(INNER_WEIGHTS, in, hidden),
        LayerParameter.bias(INNER_BIAS, hidden),
        LayerParameter.weight(OUTER_WEIGHTS, hidden, out),
        LayerParameter.bias(OUTER_BIAS, out));
  }

  @Override
  protected SequenceLayerInstance<FeedForward> instance(
      NeuralNetConfiguration conf, DataType type) {
    return new FeedForwardInstance(conf, type);
  }

  @Override
  protected long trainingMemoryOfAStep() {
    return nIn + hidden + nOut;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof FeedForward network
        && hidden == network.hidden
        && hiddenActivation == network.hiddenActivation
        && Double.compare(hiddenDropOut, network.hiddenDropOut) == 0;
  }

  @Override
  public int hashCode() {
    int hash = 31 * super.hashCode() + Long.hashCode(hidden);
    return 31 * (31 * hash + hiddenActivation.name().hashCode()) + Double.hashCode(hiddenDropOut);
  }

  /** Builds a {@link FeedForward}. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends SequenceLayer.Builder<Builder> {

    private final long hidden;
    private FeedForwardActivation hiddenActivation = DEFAULT_HIDDEN_ACTIVATION;
    private double hiddenDropOut = DEFAULT_HIDDEN_DROPOUT;

    /**
     * @param hidden units between the two layers; transformers take four times the features
     */
    public Builder(long hidden) {
      this.hidden = hidden;
    }

    /**
     * @param activation f; GELU by default
     * @return this
     */
    public Builder hiddenActivation(FeedForwardActivation activation) {
      hiddenActivation = activation;
      return this;
    }

    /**
     * @param keep the probability that a hidden unit is kept in training, as Deeplearning4j's
     *     {@code dropOut}; 0, the default, drops nothing
     * @return this
     */
    public Builder hiddenDropOut(double keep) {
      hiddenDropOut = keep;
      return this;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public FeedForward build() {
      return new FeedForward(this);
    }
  }
}
