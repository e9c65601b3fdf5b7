package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.Shards;

/**
 * A transformer block (Vaswani et al. 2017) on the CPU, forward and backward: an encoder's, a
 * decoder's, or with a causal mask and no memory that of a language model.
 *
 * <pre>
 *   x = x + dropout(attention(norm(x)))             norm first; with the norm last it is
 *   x = x + dropout(attention(norm(x), memory))     x = norm(x + dropout(f(x))) in each line
 *   x = x + dropout(feedForward(norm(x)))
 * </pre>
 *
 * <p>The second line is there if there is a memory; the {@link TransformerBlockShape} says all
 * that. Parameters, line by line: gain [F] and bias [F] of the norm, then those of the attention,
 * as in {@link MultiHeadAttentionKernel}, or of the network: W1 [F, hidden], b1, W2 [hidden, F],
 * b2. Shapes and masks are those of {@link TokenKernel}; the output has the features of the input.
 */
public final class TransformerBlockKernel extends TokenKernel {

  private final TransformerBlockShape shape;
  private final TransformerSublayers sublayers;
  private final NativeBuffer stream;

  /**
   * @param shape what to compute
   * @throws IllegalArgumentException if the parameters do not fit in 2 GB
   */
  public TransformerBlockKernel(TransformerBlockShape shape) {
    this(shape, Shards.shared());
  }

  TransformerBlockKernel(TransformerBlockShape shape, Shards shards) {
    super(shape.width(), shape.width(), shape.memoryIn(), shards);
    this.shape = shape;
    sublayers = new TransformerSublayers(shape, ones, nativeMemory);
    stream = nativeMemory.newBuffer();
  }

  @Override
  public long parameters() {
    return sublayers.parameters();
  }

  /**
   * Computes what each step attends to, for pictures.
   *
   * @param pass what to read
   * @return [B, heads, T, T] in 'c' order; each line sums to 1, or is zero where a step is not live
   */
  public float[] weights(AttentionPass pass) {
    return weights(pass, sublayers.selfAttention());
  }

  /**
   * Computes what each step attends to in the memory, for pictures.
   *
   * @param pass what to read
   * @return [B, heads, T, S] in 'c' order; each line sums to 1, or is zero where a step is not live
   * @throws IllegalStateException if there is no memory
   */
  public float[] memoryWeights(AttentionPass pass) {
    if (sublayers.memoryAttention() == null) {
      throw new IllegalStateException("memory weights: the block has no memory");
    }
    return weights(pass, sublayers.memoryAttention());
  }

  @Override
  void use(NativeFloats parameters) {
    sublayers.use(parameters);
  }

  @Override
  void setMemory(TokenRows tokens, NativeBuffer values, NativeBuffer gradients) {
    sublayers.memoryAttention().setMemory(tokens, values, gradients);
  }

  @Override
  void begin(boolean training, long seed) {
    stream.require((long) rows.tokens() * shape.width());
    sublayers.begin(rows, training, seed);
  }

  @Override
  NativeBuffer inputTokens() {
    return stream;
  }

  @Override
  NativeBuffer forward() {
    sublayers.forward(lanes, rows, stream);
    return stream;
  }

  @Override
  NativeBuffer resultGradients() {
    return stream; // the forward pass is over, it keeps nothing there
  }

  @Override
  NativeBuffer backward(NativeFloats gradients) {
    sublayers.backward(lanes, rows, stream, gradients);
    return stream;
  }
}
