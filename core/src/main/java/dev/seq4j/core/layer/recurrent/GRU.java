package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.kernel.recurrent.GruKernel;
import dev.seq4j.core.kernel.recurrent.RecurrentKernel;

/**
 * Gated recurrent unit (Cho et al. 2014), reset gate applied after the recurrent product as in
 * cuDNN and PyTorch.
 *
 * <pre>
 *   r_t = sigmoid(W_xr x_t + W_hr h_(t-1) + b_r)                  reset gate
 *   z_t = sigmoid(W_xz x_t + W_hz h_(t-1) + b_z)                  update gate
 *   n_t = tanh   (W_xn x_t + b_n + r_t * (W_hn h_(t-1) + b_hn))   candidate
 *   h_t = (1 - z_t) * n_t + z_t * h_(t-1)
 * </pre>
 *
 * With {@link Builder#resetAfter resetAfter(false)} the reset gate is applied before the product,
 * as in the paper: {@code n_t = tanh(W_xn x_t + W_hn (r_t * h_(t-1)) + b_n)}, and there is no
 * {@code b_hn}.
 *
 * <p>Shapes and masks are those of {@link CellLayer}. The columns of {@code W} and {@code RW} go by
 * gates in the order r, z, n; the bias goes r, z, n, hn.
 *
 * <pre>{@code
 * graph.addLayer("gru", new GRU.Builder().nOut(100).build(), "letters")
 * }</pre>
 */
public final class GRU extends CellLayer {

  /** Reset after the product, as cuDNN and PyTorch do: one product a step, so it is faster. */
  public static final boolean DEFAULT_RESET_AFTER = true;

  private static final long serialVersionUID = 1L;

  static final int GATES = 3;

  private boolean resetAfter;

  /** For Jackson. */
  GRU() {}

  private GRU(Builder builder) {
    super(builder);
    resetAfter = builder.resetAfter;
    check();
  }

  /**
   * @return whether the reset gate is applied after the recurrent product, not before
   */
  public boolean isResetAfter() {
    return resetAfter;
  }

  /**
   * @param resetAfter whether the reset gate is applied after the recurrent product, not before
   */
  public void setResetAfter(boolean resetAfter) {
    this.resetAfter = resetAfter;
  }

  @Override
  int gates() {
    return GATES;
  }

  @Override
  int biasBlocks() {
    return resetAfter ? GATES + 1 : GATES;
  }

  @Override
  PortableCell portableCell() {
    return resetAfter ? new PortableGru() : new PortableGruResetBefore();
  }

  @Override
  RecurrentKernel kernel() {
    return new GruKernel(
        Math.toIntExact(nIn),
        Math.toIntExact(nOut),
        resetAfter ? GruKernel.Reset.AFTER_PRODUCT : GruKernel.Reset.BEFORE_PRODUCT);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && resetAfter == ((GRU) other).resetAfter;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Boolean.hashCode(resetAfter);
  }

  /** Builds a {@link GRU}; {@code nOut} is required. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends CellLayer.Builder<Builder> {

    private boolean resetAfter = DEFAULT_RESET_AFTER;

    /**
     * @param resetAfter whether the reset gate is applied after the recurrent product, {@value
     *     GRU#DEFAULT_RESET_AFTER} by default, not before it
     * @return this
     */
    public Builder resetAfter(boolean resetAfter) {
      this.resetAfter = resetAfter;
      return this;
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    public GRU build() {
      return new GRU(this);
    }
  }
}
