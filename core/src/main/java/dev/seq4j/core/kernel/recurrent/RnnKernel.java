package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Shards;

/**
 * Simple recurrent network (Elman 1990): {@code h_t = f(x_t W_x + h_(t-1) W_h + b)}.
 *
 * <p>Weights: {@code W_x} [in, units], {@code W_h} [units, units], {@code b} [units].
 */
public final class RnnKernel extends RecurrentKernel {

  /** The function f. */
  public enum Activation {
    /** Hyperbolic tangent. */
    TANH,
    /** {@code max(0, x)}. */
    RELU
  }

  /**
   * @param in features of the input, at least 1
   * @param units of the state, at least 1
   * @param activation f
   */
  public RnnKernel(int in, int units, Activation activation) {
    this(in, units, activation, Shards.shared());
  }

  /**
   * @param in features of the input, at least 1
   * @param units of the state, at least 1
   * @param activation f
   * @param shards the threads to compute with
   */
  public RnnKernel(int in, int units, Activation activation, Shards shards) {
    super(in, units, new RnnCell(activation), shards);
  }
}
