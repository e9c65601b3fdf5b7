package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;

/**
 * A function of tokens that a {@link Sublayer} stands around: attention or a feed-forward network.
 *
 * <p>Both passes add their stages to a pipeline, which runs them later. They tell their caller when
 * a chunk of tokens is wanted and when it is there, so that what is done before and after is done
 * while the chunk is in the cache.
 */
interface TokenFunction {

  /** Returns how many parameters it has. */
  long parameters();

  /** Takes the parameters of the whole kernel for the next pass. */
  void use(NativeFloats parameters);

  /**
   * Takes what the next passes work on, and reserves memory.
   *
   * @param rows the tokens
   * @param training whether a backward pass will follow
   * @param seed says what is dropped
   */
  void begin(TokenRows rows, boolean training, long seed);

  /**
   * Adds the stages that compute y.
   *
   * @param x [tokens, width]
   * @param before called before a chunk of x is read; writes it
   * @param after called with a chunk of y in the lane's {@link Lane#tokens}
   */
  void forward(Pipeline pipeline, NativeBuffer x, Lanes.Chunk before, Lanes.Chunk after);

  /**
   * Adds the stages that compute the gradients of the last forward pass.
   *
   * @param x those of the forward pass
   * @param toY [tokens, width], the gradients with respect to y
   * @param before called before a chunk of {@code toY} is read; writes it
   * @param after called with the gradients of a chunk of x in the lane's {@link Lane#tokens}
   * @param gradients of all parameters of the kernel; its own are overwritten
   */
  void backward(
      Pipeline pipeline,
      NativeBuffer x,
      NativeBuffer toY,
      Lanes.Chunk before,
      Lanes.Chunk after,
      NativeFloats gradients);
}
