package dev.seq4j.core.layer.attention;

/**
 * A layer whose steps attend to each other: what {@link SelfAttention}, {@link MultiHeadAttention}
 * and {@link TransformerEncoderBlock} have in common.
 *
 * <p>With {@link Builder#causal causal(true)} a step sees itself and those before it. Such a layer
 * can go step by step: Deeplearning4j's {@code rnnTimeStep} remembers keys and values, {@code
 * rnnClearPreviousState} forgets them. Under truncated back-propagation through time each window is
 * attended on its own.
 */
public abstract sealed class SelfAttentionLayer extends AttentionLayer
    permits SelfAttention, MultiHeadAttention, TransformerEncoderBlock {

  /** Each step sees all others, as in an encoder. */
  public static final boolean DEFAULT_CAUSAL = false;

  private static final long serialVersionUID = 1L;

  private boolean causal;

  /** For Jackson. */
  SelfAttentionLayer() {}

  SelfAttentionLayer(Builder<?> builder) {
    super(builder);
    causal = builder.causal;
  }

  @Override
  final boolean canStep() {
    return causal;
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

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof SelfAttentionLayer layer
        && causal == layer.causal;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Boolean.hashCode(causal);
  }

  /**
   * The options of every layer whose steps attend to each other.
   *
   * @param <T> the builder itself
   */
  public abstract static sealed class Builder<T extends Builder<T>>
      extends AttentionLayer.Builder<T>
      permits SelfAttention.Builder, MultiHeadAttention.Builder, TransformerEncoderBlock.Builder {

    private boolean causal = DEFAULT_CAUSAL;

    Builder() {}

    /**
     * @param causal whether no step sees a later one, as in a language model; {@value
     *     SelfAttentionLayer#DEFAULT_CAUSAL} by default
     * @return this
     */
    public T causal(boolean causal) {
      this.causal = causal;
      return self();
    }
  }
}
