package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.FeedForwardActivation;
import dev.seq4j.core.kernel.attention.TransformerBlockShape;
import java.util.Objects;
import java.util.function.BiFunction;

/** What {@link TransformerEncoderBlock} and {@link TransformerDecoderBlock} can both be told. */
public final class TransformerOptions {

  /** Hidden units of the feed-forward network for each feature, as in the paper. */
  public static final long DEFAULT_HIDDEN_FACTOR = 4;

  /** The norm before each function: trains without a warm-up (Xiong et al. 2020). */
  public static final boolean DEFAULT_NORM_FIRST = true;

  /** Nothing is dropped. */
  public static final double DEFAULT_RESIDUAL_DROPOUT = 0;

  private int heads;
  private long hidden;
  private FeedForwardActivation hiddenActivation = FeedForward.DEFAULT_HIDDEN_ACTIVATION;
  private boolean normFirst = DEFAULT_NORM_FIRST;
  private double epsilon = LayerNorm.DEFAULT_EPSILON;
  private double residualDropOut = DEFAULT_RESIDUAL_DROPOUT;

  /** For Jackson. */
  TransformerOptions() {}

  TransformerOptions(int heads) {
    this.heads = heads;
  }

  /** Returns a copy that does not change with this. */
  TransformerOptions copy() {
    TransformerOptions copy = new TransformerOptions(heads);
    copy.hidden = hidden;
    copy.hiddenActivation = hiddenActivation;
    copy.normFirst = normFirst;
    copy.epsilon = epsilon;
    copy.residualDropOut = residualDropOut;
    return copy;
  }

  /**
   * @param width features of a step; 0 if they are not known yet
   * @param invalid makes an exception of an option's name with its value, and what is allowed
   */
  void check(long width, BiFunction<String, String, RuntimeException> invalid) {
    if (heads < 1) {
      throw invalid.apply("heads = " + heads, "must be at least 1");
    }
    if (width % heads != 0) {
      throw invalid.apply("heads = " + heads, "must divide the features, " + width);
    }
    if (hidden < 0) {
      throw invalid.apply(
          "hidden = " + hidden,
          "must be at least 1, or 0 for %d times the features".formatted(DEFAULT_HIDDEN_FACTOR));
    }
    if (hiddenActivation == null) {
      throw invalid.apply("hiddenActivation = null", "must be GELU or RELU");
    }
    if (!(epsilon > 0 && epsilon < 1)) {
      throw invalid.apply("epsilon = " + epsilon, "must be in (0, 1)");
    }
    if (!(residualDropOut >= 0 && residualDropOut <= 1)) {
      throw invalid.apply(
          "residualDropOut = " + residualDropOut,
          "must be a probability of keeping, or 0 for no dropout");
    }
  }

  TransformerBlockShape shape(long width, boolean causal, long memoryIn, double droppedWeights) {
    return new TransformerBlockShape(
        Math.toIntExact(width),
        heads,
        Math.toIntExact(hidden == 0 ? DEFAULT_HIDDEN_FACTOR * width : hidden),
        hiddenActivation,
        normFirst,
        causal,
        Math.toIntExact(memoryIn),
        epsilon,
        droppedWeights,
        AttentionLayer.dropped(residualDropOut));
  }

  /**
   * @return heads of each attention
   */
  public int getHeads() {
    return heads;
  }

  /**
   * @param heads of each attention
   */
  public void setHeads(int heads) {
    this.heads = heads;
  }

  /**
   * @return units of the feed-forward network; 0 for {@link #DEFAULT_HIDDEN_FACTOR} times the
   *     features
   */
  public long getHidden() {
    return hidden;
  }

  /**
   * @param hidden units of the feed-forward network; 0 for {@link #DEFAULT_HIDDEN_FACTOR} times the
   *     features
   */
  public void setHidden(long hidden) {
    this.hidden = hidden;
  }

  /**
   * @return the activation of the feed-forward network
   */
  public FeedForwardActivation getHiddenActivation() {
    return hiddenActivation;
  }

  /**
   * @param hiddenActivation the activation of the feed-forward network
   */
  public void setHiddenActivation(FeedForwardActivation hiddenActivation) {
    this.hiddenActivation = hiddenActivation;
  }

  /**
   * @return whether each norm comes before its function, or after the sum
   */
  public boolean isNormFirst() {
    return normFirst;
  }

  /**
   * @param normFirst whether each norm comes before its function, or after the sum
   */
  public void setNormFirst(boolean normFirst) {
    this.normFirst = normFirst;
  }

  /**
   * @return what the norms add to the variance
   */
  public double getEpsilon() {
    return epsilon;
  }

  /**
   * @param epsilon what the norms add to the variance
   */
  public void setEpsilon(double epsilon) {
    this.epsilon = epsilon;
  }

  /**
   * @return the probability that a number which a function gives is kept in training; 0 if none is
   *     dropped
   */
  public double getResidualDropOut() {
    return residualDropOut;
  }

  /**
   * @param residualDropOut the probability that a number which a function gives is kept in
   *     training; 0 if none is dropped
   */
  public void setResidualDropOut(double residualDropOut) {
    this.residualDropOut = residualDropOut;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TransformerOptions options
        && heads == options.heads
        && hidden == options.hidden
        && hiddenActivation == options.hiddenActivation
        && normFirst == options.normFirst
        && Double.compare(epsilon, options.epsilon) == 0
        && Double.compare(residualDropOut, options.residualDropOut) == 0;
  }

  @Override
  public int hashCode() {
    String activation = hiddenActivation == null ? "" : hiddenActivation.name();
    return Objects.hash(heads, hidden, activation, normFirst, epsilon, residualDropOut);
  }

  @Override
  public String toString() {
    return "heads=%d, hidden=%d, hiddenActivation=%s, normFirst=%s, epsilon=%s, residualDropOut=%s"
        .formatted(heads, hidden, hiddenActivation, normFirst, epsilon, residualDropOut);
  }
}
