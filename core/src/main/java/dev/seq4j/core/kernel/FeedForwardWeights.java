package dev.seq4j.core.kernel;

import java.util.Objects;

/**
 * The parameters of a {@link FeedForwardKernel}, or their gradients, all in 'c' order. Legend: F
 * features of the input, H hidden units, O features of the output.
 *
 * @param inner W1 [F, H]
 * @param innerBias b1 [H]
 * @param outer W2 [H, O]
 * @param outerBias b2 [O]
 */
public record FeedForwardWeights(
    NativeFloats inner, NativeFloats innerBias, NativeFloats outer, NativeFloats outerBias) {

  /** Checks that all are there. */
  public FeedForwardWeights {
    Objects.requireNonNull(inner, "inner");
    Objects.requireNonNull(innerBias, "innerBias");
    Objects.requireNonNull(outer, "outer");
    Objects.requireNonNull(outerBias, "outerBias");
  }

  void requireShapes(String what, int in, int hidden, int out) {
    inner.requireRange(what + ": W1", 0, (long) in * hidden);
    innerBias.requireRange(what + ": b1", 0, hidden);
    outer.requireRange(what + ": W2", 0, (long) hidden * out);
    outerBias.requireRange(what + ": b2", 0, out);
  }
}
