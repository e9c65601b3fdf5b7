package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.FeedForwardActivation;

/**
 * What the builders of both transformer blocks have in common.
 *
 * @param <B> the builder
 */
public sealed interface TransformerBuilder<B>
    permits TransformerEncoderBlock.Builder, TransformerDecoderBlock.Builder {

  /**
   * @return what has been said of the block so far
   */
  TransformerOptions options();

  /**
   * @return this
   */
  B self();

  /**
   * @param units of the feed-forward network; by default {@value
   *     TransformerOptions#DEFAULT_HIDDEN_FACTOR} times the features
   * @return this
   */
  default B hidden(long units) {
    options().setHidden(units);
    return self();
  }

  /**
   * @param activation of the feed-forward network; GELU by default
   * @return this
   */
  default B hiddenActivation(FeedForwardActivation activation) {
    options().setHiddenActivation(activation);
    return self();
  }

  /**
   * @param normFirst whether each norm comes before its function, {@value
   *     TransformerOptions#DEFAULT_NORM_FIRST} by default, or after the sum as in the paper
   * @return this
   */
  default B normFirst(boolean normFirst) {
    options().setNormFirst(normFirst);
    return self();
  }

  /**
   * @param epsilon what the norms add to the variance; {@value LayerNorm#DEFAULT_EPSILON} by
   *     default
   * @return this
   */
  default B epsilon(double epsilon) {
    options().setEpsilon(epsilon);
    return self();
  }

  /**
   * @param keep the probability that a number which attention or network give is kept in training,
   *     as Deeplearning4j's {@code dropOut}; 0, the default, drops nothing
   * @return this
   */
  default B residualDropOut(double keep) {
    options().setResidualDropOut(keep);
    return self();
  }
}
