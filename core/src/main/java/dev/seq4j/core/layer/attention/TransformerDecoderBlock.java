package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.TransformerBlockKernel;
import dev.seq4j.core.kernel.attention.TransformerBlockShape;
import dev.seq4j.core.layer.LayerParameter;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * Transformer decoder block (Vaswani et al. 2017): causal self-attention, attention to a memory
 * such as the encoder's output, and a position-wise feed-forward network, each with layer norm,
 * residual connection and dropout.
 *
 * <pre>
 *   x = x + dropout(attention(norm(x)))             norm first (Xiong et al. 2020), the default;
 *   x = x + dropout(attention(norm(x), memory))     with normFirst(false) x = norm(x + dropout(f(x)))
 *   x = x + dropout(feedForward(norm(x)))           in each line, as in the paper
 * </pre>
 *
 * <p>A step of the input sees itself and those before it, and all of the memory. Shapes and masks
 * are those of {@link AttentionLayer} and {@link MemoryAttentionLayer}; as many features go out as
 * come in. Parameters: {@code gain1}, {@code shift1}, those of {@link MultiHeadAttention}, {@code
 * gain2}, {@code shift2}, those of {@link CrossAttention} with an m behind their names, {@code
 * gain3}, {@code shift3}, those of {@link FeedForward}. On the CPU the block is one kernel.
 *
 * <pre>{@code
 * TransformerDecoderBlock block = new TransformerDecoderBlock.Builder(8).build();
 * graph.addVertex("block", new MemoryVertex(block), "target", "encoder")
 * }</pre>
 */
public final class TransformerDecoderBlock extends MemoryAttentionLayer {

  private static final long serialVersionUID = 1L;

  private TransformerOptions options;

  /** For Jackson. */
  TransformerDecoderBlock() {}

  private TransformerDecoderBlock(Builder builder) {
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

  private TransformerBlockShape shape() {
    return options.shape(nIn, true, getNMemory(), droppedWeights());
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
    return 16 * nIn + 2L * shape().hidden();
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    super.setNIn(inputType, override);
    nOut = nIn;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof TransformerDecoderBlock block
        && options.equals(block.options);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + options.hashCode();
  }

  /** Builds a {@link TransformerDecoderBlock}. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends MemoryAttentionLayer.Builder<Builder>
      implements TransformerBuilder<Builder> {

    private final TransformerOptions options;

    /**
     * @param heads of each attention; they must divide the features
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
    public TransformerDecoderBlock build() {
      return new TransformerDecoderBlock(this);
    }
  }
}
