package dev.seq4j.core.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A layer whose steps attend to each other: what {@link SelfAttention}, {@link MultiHeadAttention}
 * and {@link TransformerEncoderBlock} have in common.
 *
 * <p>Input {@code [batch, in, time]}, output {@code [batch, out, time]}. Mask {@code [batch,
 * time]}: a step masked 0 is seen by nobody and costs nothing, whatever it holds; its output is
 * zero, and nothing of it gets into a gradient.
 *
 * <p>With {@link Builder#causal causal(true)} a step sees itself and those before it. Such a layer
 * can go step by step: Deeplearning4j's {@code rnnTimeStep} remembers keys and values, {@code
 * rnnClearPreviousState} forgets them. Under truncated back-propagation through time each window is
 * attended on its own.
 */
public abstract sealed class AttentionLayer extends SequenceLayer
    permits SelfAttention, MultiHeadAttention, TransformerEncoderBlock {

  /** Each step sees all others, as in an encoder. */
  public static final boolean DEFAULT_CAUSAL = false;

  /** No weight is dropped. */
  public static final double DEFAULT_ATTENTION_DROPOUT = 0;

  private static final long serialVersionUID = 1L;

  private boolean causal;
  private double attentionDropOut;

  /** For Jackson. */
  AttentionLayer() {}

  AttentionLayer(Builder<?> builder) {
    super(builder);
    causal = builder.causal;
    attentionDropOut = builder.attentionDropOut;
  }

  @Override
  void check() {
    super.check();
    requireKeeping("attentionDropOut", attentionDropOut);
  }

  void requireKeeping(String option, double keep) {
    if (!(keep >= 0 && keep <= 1)) {
      throw invalid(option, keep, "must be a probability of keeping, or 0 for no dropout");
    }
  }

  /** Turns Deeplearning4j's probability of keeping into one of dropping. */
  static double dropped(double keep) {
    return keep == 0 ? 0 : 1 - keep;
  }

  void requireHeads(int heads) {
    if (heads < 1) {
      throw invalid("heads", heads, "must be at least 1");
    }
    if (nOut % heads != 0) {
      throw invalid("heads", heads, "must divide nOut = " + nOut);
    }
  }

  /**
   * @return the fast way
   */
  abstract AttentionPath kernelPath();

  /**
   * @return the way that is open everywhere
   */
  abstract AttentionPath portablePath();

  /**
   * @return the fast way, step by step, if it is causal
   */
  abstract AttentionSteps kernelSteps();

  /**
   * @return the way that is open everywhere, step by step, if it is causal
   */
  abstract AttentionSteps portableSteps();

  /**
   * @return numbers that are remembered of a step
   */
  abstract long stateSize();

  @Override
  final SequenceLayerInstance<?> instance(NeuralNetConfiguration conf, DataType type) {
    return new AttentionLayerInstance(conf, type);
  }

  final double droppedWeights() {
    return dropped(attentionDropOut);
  }

  /**
   * @return whether no step sees a later one
   */
  public boolean isCausal() {
    return causal;
  }

  /**
   * @param causal whether no step sees a later one
   */
  public void setCausal(boolean causal) {
    this.causal = causal;
  }

  /**
   * @return the probability that an attention weight is kept in training; 0 if none is dropped
   */
  public double getAttentionDropOut() {
    return attentionDropOut;
  }

  /**
   * @param attentionDropOut the probability that an attention weight is kept in training; 0 if none
   *     is dropped
   */
  public void setAttentionDropOut(double attentionDropOut) {
    this.attentionDropOut = attentionDropOut;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof AttentionLayer layer
        && causal == layer.causal
        && Double.compare(attentionDropOut, layer.attentionDropOut) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * super.hashCode() + Boolean.hashCode(causal))
        + Double.hashCode(attentionDropOut);
  }

  /**
   * The options of every layer whose steps attend to each other.
   *
   * @param <T> the builder itself
   */
  public abstract static sealed class Builder<T extends Builder<T>> extends SequenceLayer.Builder<T>
      permits SelfAttention.Builder, MultiHeadAttention.Builder, TransformerEncoderBlock.Builder {

    private boolean causal = DEFAULT_CAUSAL;
    private double attentionDropOut = DEFAULT_ATTENTION_DROPOUT;

    Builder() {}

    /**
     * @param causal whether no step sees a later one, as in a language model; {@value
     *     AttentionLayer#DEFAULT_CAUSAL} by default
     * @return this
     */
    public T causal(boolean causal) {
      this.causal = causal;
      return self();
    }

    /**
     * @param keep the probability that an attention weight is kept in training, as Deeplearning4j's
     *     {@code dropOut}; 0, the default, drops nothing
     * @return this
     */
    public T attentionDropOut(double keep) {
      attentionDropOut = keep;
      return self();
    }
  }
}
