package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.TransformerBlockKernel;
import dev.seq4j.core.kernel.attention.TransformerBlockShape;
import dev.seq4j.core.layer.LayerParameter;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * Transformer encoder block (Vaswani et al. 2017): multi-head self-attention and a position-wise
 * feed-forward network, each with layer norm, residual connection and dropout. With {@code
 * causal(true)} it is the block of a language model (Radford et al. 2018).
 *
 * <pre>
 *   x = x + dropout(attention(norm(x)))          norm first (Xiong et al. 2020), the default
 *   x = x + dropout(feedForward(norm(x)))
 *
 *   x = norm(x + dropout(attention(x)))          normFirst(false), as in the paper
 *   x = norm(x + dropout(feedForward(x)))
 * </pre>
 *
 * <p>Shapes and masks are those of {@link AttentionLayer} and {@link SelfAttentionLayer}; as many
 * features go out as come in. A stack of blocks with the norm first wants a {@link LayerNorm} after
 * the last one.
 *
 * <p>Dropout stands in the places of the paper: {@link TransformerBuilder#residualDropOut
 * residualDropOut} for what each of the two functions gives, {@code dropOut} for the input, which
 * in the first block is the sum of embedding and position; and {@link Builder#attentionDropOut
 * attentionDropOut} for the weights, as in most implementations.
 *
 * <p>Parameters: {@code gain1}, {@code shift1}, those of {@link MultiHeadAttention}, {@code gain2},
 * {@code shift2}, those of {@link FeedForward}. On the CPU the block is one kernel.
 *
 * <pre>{@code
 * graph.addLayer("block", new TransformerEncoderBlock.Builder(8).residualDropOut(0.9).build(), "in")
 * }</pre>
 */
public final class TransformerEncoderBlock extends SelfAttentionLayer {

  private static final long serialVersionUID = 1L;

  private TransformerOptions options;

  /** For Jackson. */
  TransformerEncoderBlock() {}

  private TransformerEncoderBlock(Builder builder) {
    super(builder);
    options = builder.options.copy();
    if (nOut == 0) {
      nOut = nIn;
    }
    check();
  }

  @Override
  protected void check() {
    super.check();
    options.check(nOut, this::invalid);
    requireSameFeatures();
  }

  TransformerBlockShape shape() {
    return options.shape(nIn, isCausal(), 0, droppedWeights());
  }

  /**
   * @return what a block can be told besides what every attention can
   */
  public TransformerOptions getOptions() {
    return options;
  }

  /**
   * @param options what a block can be told besides what every attention can
   */
  public void setOptions(TransformerOptions options) {
    this.options = options;
  }

  @Override
  protected List<LayerParameter> parameters() {
    return TransformerParameters.all(shape());
  }

  @Override
  boolean drops() {
    return super.drops() || shape().residualDropout() > 0;
  }

  @Override
  AttentionPath kernelPath() {
    return KernelAttention.of(new TransformerBlockKernel(shape()));
  }

  @Override
  AttentionPath portablePath() {
    return new PortableTransformerBlock(shape());
  }

  @Override
  AttentionSteps kernelSteps() {
    return new KernelTransformerSteps(shape());
  }

  @Override
  AttentionSteps portableSteps() {
    return new PortableTransformerBlock(shape());
  }

  @Override
  long stateSize() {
    return 2 * nIn;
  }

  @Override
  protected long trainingMemoryOfAStep() {
    return 11 * nIn + 2L * shape().hidden();
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    super.setNIn(inputType, override);
    nOut = nIn;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof TransformerEncoderBlock block
        && options.equals(block.options);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + options.hashCode();
  }

  /** Builds a {@link TransformerEncoderBlock}. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends SelfAttentionLayer.Builder<Builder>
      implements TransformerBuilder<Builder> {

    private final TransformerOptions options;

    /**
     * @param heads of the attention; they must divide the features
     */
    public Builder(int heads) {
      options = new TransformerOptions(heads);
    }

    @Override
    public TransformerOptions options() {
      return options;
    }

    @Override
    public Builder self() {
      return this;
    }

    @Override
    public TransformerEncoderBlock build() {
      return new TransformerEncoderBlock(this);
    }
  }
}
