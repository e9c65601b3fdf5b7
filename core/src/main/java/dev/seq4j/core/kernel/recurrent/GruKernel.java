package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Shards;

/**
 * Gated recurrent unit (Cho et al. 2014).
 *
 * <pre>
 *   r_t = sigmoid(x_t W_xr + h_(t-1) W_hr + b_r)
 *   u_t = sigmoid(x_t W_xu + h_(t-1) W_hu + b_u)
 *   n_t = tanh   (x_t W_xn + b_n + r_t * (h_(t-1) W_hn + b_hn))     reset after the product
 *   n_t = tanh   (x_t W_xn + b_n + (r_t * h_(t-1)) W_hn)            reset before the product
 *   h_t = (1 - u_t) * n_t + u_t * h_(t-1)
 * </pre>
 *
 * <p>Weights: {@code W_x = [W_xr, W_xu, W_xn]}, [in, 3 units]; {@code W_h} alike, [units, 3 units];
 * {@code b = [b_r, b_u, b_n]}, [3 units], and with the reset after the product {@code b = [b_r,
 * b_u, b_n, b_hn]}, [4 units].
 */
public final class GruKernel extends RecurrentKernel {

  /** Where the reset gate acts. */
  public enum Reset {
    /** On the state before it meets W_hn, as in Cho et al. 2014. */
    BEFORE_PRODUCT,
    /** On the product of the state and W_hn, as in PyTorch and cuDNN; one product a step. */
    AFTER_PRODUCT
  }

  /**
   * @param in features of the input, at least 1
   * @param units of the state, at least 1
   * @param reset where the reset gate acts
   */
  public GruKernel(int in, int units, Reset reset) {
    this(in, units, reset, Shards.shared());
  }

  /**
   * @param in features of the input, at least 1
   * @param units of the state, at least 1
   * @param reset where the reset gate acts
   * @param shards the threads to compute with
   */
  public GruKernel(int in, int units, Reset reset, Shards shards) {
    super(in, units, cell(reset), shards);
  }

  private static Cell cell(Reset reset) {
    return switch (reset) {
      case BEFORE_PRODUCT -> new ResetBeforeGruCell();
      case AFTER_PRODUCT -> new GruCell();
    };
  }
}
