package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Shards;

/**
 * Long short-term memory with a forget gate (Hochreiter and Schmidhuber 1997, Gers et al. 2000), no
 * peepholes.
 *
 * <pre>
 *   i_t = sigmoid(x_t W_xi + h_(t-1) W_hi + b_i)
 *   f_t = sigmoid(x_t W_xf + h_(t-1) W_hf + b_f)
 *   g_t = tanh   (x_t W_xg + h_(t-1) W_hg + b_g)
 *   o_t = sigmoid(x_t W_xo + h_(t-1) W_ho + b_o)
 *   c_t = f_t * c_(t-1) + i_t * g_t
 *   h_t = o_t * tanh(c_t)
 * </pre>
 *
 * <p>Weights: {@code W_x = [W_xi, W_xf, W_xg, W_xo]}, [in, 4 units]; {@code W_h} alike, [units, 4
 * units]; {@code b = [b_i, b_f, b_g, b_o]}, [4 units].
 */
public final class LstmKernel extends RecurrentKernel {

  /**
   * @param in features of the input, at least 1
   * @param units of the state, at least 1
   */
  public LstmKernel(int in, int units) {
    this(in, units, Shards.shared());
  }

  /**
   * @param in features of the input, at least 1
   * @param units of the state, at least 1
   * @param shards the threads to compute with
   */
  public LstmKernel(int in, int units, Shards shards) {
    super(in, units, new LstmCell(), shards);
  }
}
