package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.LayerParameter;
import java.util.List;

/**
 * Multi-head attention of one sequence to another (Vaswani et al. 2017), such as that of a decoder
 * to the encoder's output: queries come from the input, keys and values from the memory.
 *
 * <pre>
 *   Q = x W_q + b_q,   [K | V] = m W_kv + b_kv
 *   head i = dropout(softmax(Q_i K_i' / sqrt(out / heads))) V_i       columns i of Q, K and V
 *   y = [head 1 | head 2 | ...] W_o + b_o
 * </pre>
 *
 * <p>Shapes and masks are those of {@link AttentionLayer} and {@link MemoryAttentionLayer}; without
 * {@code nOut} as many features go out as come in. Parameters {@code Wq} {@code [in, out]}, {@code
 * bq}, {@code Wkv} {@code [memory features, 2 * out]}, {@code bkv}, {@code Wo} {@code [out, out]}
 * and {@code bo}.
 *
 * <pre>{@code
 * CrossAttention attention = new CrossAttention.Builder(8).build();
 * graph.addVertex("attention", new MemoryVertex(attention), "decoder", "encoder")
 * }</pre>
 */
public final class CrossAttention extends MemoryAttentionLayer {

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
  protected void check() {
    super.check();
    requireHeads(heads);
  }

  private AttentionSizes sizes() {
    return new AttentionSizes(nIn, getNMemory(), nOut, heads, false, droppedWeights());
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
    return new StatelessSteps(kernelPath());
  }

  @Override
  AttentionSteps portableSteps() {
    return new StatelessSteps(portablePath());
  }

  @Override
  long stateSize() {
    return 0;
  }

  @Override
  protected long trainingMemoryOfAStep() {
    return nIn + 5 * nOut;
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
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof CrossAttention layer && heads == layer.heads;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + heads;
  }

  /** Builds a {@link CrossAttention}. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends MemoryAttentionLayer.Builder<Builder> {

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
    public CrossAttention build() {
      return new CrossAttention(this);
    }
  }
}
