package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.Shards;

/**
 * Multi-head attention (Vaswani et al. 2017) on the CPU, forward and backward; of tokens to each
 * other, or to a memory such as an encoder's output.
 *
 * <pre>
 *   self:    [Q | K | V] = x W + b
 *   memory:  Q = x W + b,   [K | V] = m W' + b'
 *   head i = dropout(softmax(Q_i K_i' / sqrt(O / heads))) V_i      of columns i of Q, K and V
 *   y = [head 1 | head 2 | ...] W_o + b_o
 * </pre>
 *
 * <p>Parameters, each matrix in 'c' order and followed by its bias. Self: W [F, 3 O], b, W_o [O,
 * O], b_o. Memory: W [F, O], b, W' [M, 2 O], b', W_o [O, O], b_o. Shapes and masks are those of
 * {@link TokenKernel}.
 */
public final class MultiHeadAttentionKernel extends TokenKernel {

  private final int in;
  private final int width;
  private final AttentionFunction attention;
  private final NativeBuffer input;
  private final NativeBuffer result;
  private final NativeBuffer resultGradient;

  /**
   * @param in F, at least 1
   * @param memoryIn M; 0 if the input attends to itself
   * @param width O, a multiple of the heads
   * @param heads how many, at least 1
   * @param causal whether a step sees no later step; not possible with a memory
   * @param dropout probability that a weight is dropped in {@link #forward}, in [0, 1)
   * @throws IllegalArgumentException if one is outside, or the weights do not fit in 2 GB
   */
  public MultiHeadAttentionKernel(
      int in, int memoryIn, int width, int heads, boolean causal, double dropout) {
    this(in, memoryIn, width, heads, causal, dropout, Shards.shared());
  }

  MultiHeadAttentionKernel(
      int in, int memoryIn, int width, int heads, boolean causal, double dropout, Shards shards) {
    super(in, width, memoryIn, shards);
    this.in = in;
    this.width = width;
    AttentionFunction.Shape shape =
        new AttentionFunction.Shape(in, memoryIn, width, heads, causal, new DropoutMask(dropout));
    attention = new AttentionFunction(shape, 0, ones, nativeMemory);
    input = nativeMemory.newBuffer();
    result = nativeMemory.newBuffer();
    resultGradient = nativeMemory.newBuffer();
  }

  @Override
  public long parameters() {
    return attention.parameters();
  }

  /**
   * Computes what each step attends to, for pictures.
   *
   * @param pass what to read
   * @return [B, heads, T, T], or [B, heads, T, S] with a memory, in 'c' order; each line sums to 1,
   *     or is zero where a step is not live
   */
  public float[] weights(AttentionPass pass) {
    return weights(pass, attention);
  }

  @Override
  void use(NativeFloats parameters) {
    attention.use(parameters);
  }

  @Override
  void setMemory(TokenRows tokens, NativeBuffer values, NativeBuffer gradients) {
    attention.setMemory(tokens, values, gradients);
  }

  @Override
  void begin(boolean training, long seed) {
    input.require((long) rows.tokens() * in);
    result.require((long) rows.tokens() * width);
    if (training) {
      resultGradient.require((long) rows.tokens() * width);
    }
    attention.begin(rows, training, seed);
  }

  @Override
  NativeBuffer inputTokens() {
    return input;
  }

  @Override
  NativeBuffer forward() {
    Pipeline pipeline = new Pipeline(lanes, rows);
    attention.forward(
        pipeline,
        input,
        Lanes.Chunk.NOTHING,
        (lane, chunk, from, to) -> lane.moveTokens(result, from, to, width));
    pipeline.run();
    return result;
  }

  @Override
  NativeBuffer resultGradients() {
    return resultGradient;
  }

  @Override
  NativeBuffer backward(NativeFloats gradients) {
    NativeBuffer toInput = result; // the result went to the caller
    toInput.require((long) rows.tokens() * in);
    Pipeline pipeline = new Pipeline(lanes, rows);
    attention.backward(
        pipeline,
        input,
        resultGradient,
        Lanes.Chunk.NOTHING,
        (lane, chunk, from, to) -> lane.moveTokens(toInput, from, to, in),
        gradients);
    pipeline.run();
    return toInput;
  }
}
