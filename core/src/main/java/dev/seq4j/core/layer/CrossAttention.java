package dev.seq4j.core.layer;

import java.util.List;

/**
 * Multi-head attention of one sequence to another (Vaswani et al. 2017), such as that of a decoder
 * to the encoder's output: queries come from the first input, keys and values from the second.
 *
 * <pre>
 *   Q = x W_q + b_q,   [K | V] = m W_kv + b_kv
 *   head i = dropout(softmax(Q_i K_i' / sqrt(out / heads))) V_i       columns i of Q, K and V
 *   y = [head 1 | head 2 | ...] W_o + b_o
 * </pre>
 *
 * <p>Shapes and masks are those of {@link MemoryVertex}. Parameters {@code Wq} {@code [in, out]},
 * {@code bq}, {@code Wkv} {@code [memory features, 2 * out]}, {@code bkv}, {@code Wo} {@code [out,
 * out]} and {@code bo}.
 *
 * <pre>{@code
 * graph.addVertex("attention", new CrossAttention.Builder(8).build(), "decoder", "encoder")
 * }</pre>
 */
public final class CrossAttention extends MemoryVertex {

  private static final long serialVersionUID = 1L;

  private int heads;

  /** For Jackson. */
  CrossAttention() {}

  private CrossAttention(Builder builder) {
    super(builder);
    heads = builder.heads;
    check();
  }

  @Override
  void check() {
    super.check();
    if (heads < 1) {
      throw invalid("heads = " + heads, "must be at least 1");
    }
    if (getNOut() % heads != 0) {
      throw invalid("heads = " + heads, "must divide nOut = " + getNOut());
    }
  }

  private AttentionSizes sizes() {
    return new AttentionSizes(getNIn(), getNMemory(), getNOut(), heads, false, droppedWeights());
  }

  @Override
  List<LayerParameter> parameters() {
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
  public CrossAttention clone() {
    CrossAttention copy = copyTo(new CrossAttention());
    copy.heads = heads;
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && heads == ((CrossAttention) other).heads;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + heads;
  }

  /** Builds a {@link CrossAttention}. */
  public static final class Builder extends MemoryVertex.Builder<Builder> {

    private final int heads;

    /**
     * @param heads how many; they must divide the features of the output
     */
    public Builder(int heads) {
      this.heads = heads;
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * @return the vertex
     */
    public CrossAttention build() {
      return new CrossAttention(this);
    }
  }
}
