package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.LayerParameter;
import java.util.List;

/**
 * Multi-head self-attention (Vaswani et al. 2017): each head looks at the sequence in a projection
 * of its own.
 *
 * <pre>
 *   [Q | K | V] = x W_qkv + b_qkv
 *   head i = dropout(softmax(Q_i K_i' / sqrt(out / heads))) V_i       columns i of Q, K and V
 *   y = [head 1 | head 2 | ...] W_o + b_o
 * </pre>
 *
 * <p>Shapes and masks are those of {@link AttentionLayer} and {@link SelfAttentionLayer}; without
 * {@code nOut} as many features go out as come in. Parameters {@code Wqkv} {@code [in, 3 * out]},
 * {@code bqkv}, {@code Wo} {@code [out, out]} and {@code bo}. {@link AttentionWeights} shows what
 * the heads look at. Attention to another sequence is {@link CrossAttention}.
 *
 * <pre>{@code
 * graph.addLayer("attention", new MultiHeadAttention.Builder(8).build(), "norm")
 * }</pre>
 */
public final class MultiHeadAttention extends SelfAttentionLayer {

  private static final long serialVersionUID = 1L;

  private int heads;

  /** For Jackson. */
  MultiHeadAttention() {}

  private MultiHeadAttention(Builder builder) {
    super(builder);
    heads = builder.heads;
    check();
  }

  @Override
  protected void check() {
    super.check();
    requireHeads(heads);
  }

  private AttentionSizes sizes() {
    return new AttentionSizes(nIn, 0, nOut, heads, isCausal(), droppedWeights());
  }

  /**
   * @return how many heads there are
   */
  public int getHeads() {
    return heads;
  }

  /**
   * @param heads how many heads there are
   */
  public void setHeads(int heads) {
    this.heads = heads;
  }

  @Override
  protected List<LayerParameter> parameters() {
    return sizes().parameters("");
  }

  @Override
  AttentionPath kernelPath() {
    return KernelAttention.of(sizes());
  }

  @Override
  AttentionPath portablePath() {
    return new PortableAttention(sizes());
  }

  @Override
  AttentionSteps kernelSteps() {
    return portableSteps();
  }

  @Override
  AttentionSteps portableSteps() {
    return new PortableAttention(sizes());
  }

  @Override
  long stateSize() {
    return 2 * nOut;
  }

  @Override
  protected long trainingMemoryOfAStep() {
    return nIn + 7 * nOut;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof MultiHeadAttention layer && heads == layer.heads;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + heads;
  }

  /** Builds a {@link MultiHeadAttention}. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends SelfAttentionLayer.Builder<Builder> {

    private final int heads;

    /**
     * @param heads how many; they must divide the features of the output
     */
    public Builder(int heads) {
      this.heads = heads;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public MultiHeadAttention build() {
      return new MultiHeadAttention(this);
    }
  }
}
