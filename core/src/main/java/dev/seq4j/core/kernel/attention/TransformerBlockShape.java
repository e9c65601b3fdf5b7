package dev.seq4j.core.kernel.attention;

import java.util.Objects;

/**
 * What a {@link TransformerBlockKernel} computes.
 *
 * @param width features of a token, F and O; a multiple of the heads
 * @param heads of each attention, at least 1
 * @param hidden units of the feed-forward network, at least 1
 * @param activation of the feed-forward network
 * @param normFirst whether each sublayer's norm comes before its function, or after the sum
 * @param causal whether a step sees no later step
 * @param memoryIn M, features of a memory that the block attends to after it has attended to
 *     itself; 0 if there is none
 * @param epsilon added to the variance by the norms, above 0
 * @param attentionDropout probability that an attention weight is dropped, in [0, 1)
 * @param residualDropout probability that a number of a sublayer's result is dropped, in [0, 1)
 */
public record TransformerBlockShape(
    int width,
    int heads,
    int hidden,
    FeedForwardActivation activation,
    boolean normFirst,
    boolean causal,
    int memoryIn,
    double epsilon,
    double attentionDropout,
    double residualDropout) {

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public TransformerBlockShape {
    Objects.requireNonNull(activation, "activation");
    AttentionFunction.requireSizes(width, memoryIn, width, heads);
    if (hidden < 1) {
      throw new IllegalArgumentException("hidden = " + hidden + ": must be at least 1");
    }
    if (!(epsilon > 0 && epsilon < 1)) {
      throw new IllegalArgumentException("epsilon = " + epsilon + ": must be in (0, 1)");
    }
  }
}
