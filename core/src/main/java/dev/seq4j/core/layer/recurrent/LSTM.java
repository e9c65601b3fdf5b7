package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.kernel.recurrent.LstmKernel;
import dev.seq4j.core.kernel.recurrent.RecurrentKernel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997) with a forget gate (Gers et al. 2000),
 * without peepholes.
 *
 * <pre>
 *   i_t = sigmoid(W_xi x_t + W_hi h_(t-1) + b_i)      input gate
 *   f_t = sigmoid(W_xf x_t + W_hf h_(t-1) + b_f)      forget gate
 *   g_t = tanh   (W_xg x_t + W_hg h_(t-1) + b_g)      input node, the candidate
 *   o_t = sigmoid(W_xo x_t + W_ho h_(t-1) + b_o)      output gate
 *   c_t = f_t * c_(t-1) + i_t * g_t                   cell state
 *   h_t = o_t * tanh(c_t)                             hidden state
 * </pre>
 *
 * Shapes and masks are those of {@link CellLayer}. The columns of {@code W} and {@code RW} and the
 * bias go by gates in the order i, f, g, o, as in PyTorch.
 *
 * <pre>{@code
 * graph.addLayer("lstm", new LSTM.Builder().nOut(256).dropOut(0.8).build(), "embedding")
 * }</pre>
 */
public final class LSTM extends CellLayer {

  /** What the forget gate's bias starts with: a cell that remembers (Jozefowicz et al. 2015). */
  public static final double DEFAULT_FORGET_GATE_BIAS = 1;

  private static final long serialVersionUID = 1L;

  static final int GATES = 4;

  private double forgetGateBiasInit;

  /** For Jackson. */
  LSTM() {}

  private LSTM(Builder builder) {
    super(builder);
    forgetGateBiasInit = builder.forgetGateBiasInit;
    check();
  }

  @Override
  void check() {
    super.check();
    if (!Double.isFinite(forgetGateBiasInit)) {
      throw invalid("forgetGateBiasInit", forgetGateBiasInit, "must be finite");
    }
  }

  /**
   * @return what the forget gate's bias starts with
   */
  public double getForgetGateBiasInit() {
    return forgetGateBiasInit;
  }

  /**
   * @param forgetGateBiasInit what the forget gate's bias starts with
   */
  public void setForgetGateBiasInit(double forgetGateBiasInit) {
    this.forgetGateBiasInit = forgetGateBiasInit;
  }

  @Override
  int gates() {
    return GATES;
  }

  @Override
  int biasBlocks() {
    return GATES;
  }

  @Override
  void initializeBias(INDArray bias) {
    bias.get(NDArrayIndex.interval(nOut, 2 * nOut)).assign(forgetGateBiasInit);
  }

  @Override
  PortableCell portableCell() {
    return new PortableLstm();
  }

  @Override
  RecurrentKernel kernel() {
    return new LstmKernel(Math.toIntExact(nIn), Math.toIntExact(nOut));
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && Double.compare(forgetGateBiasInit, ((LSTM) other).forgetGateBiasInit) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Double.hashCode(forgetGateBiasInit);
  }

  /** Builds an {@link LSTM}; {@code nOut} is required. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends CellLayer.Builder<Builder> {

    private double forgetGateBiasInit = DEFAULT_FORGET_GATE_BIAS;

    /**
     * @param bias what the forget gate's bias starts with, {@value LSTM#DEFAULT_FORGET_GATE_BIAS}
     *     by default
     * @return this
     */
    public Builder forgetGateBiasInit(double bias) {
      forgetGateBiasInit = bias;
      return this;
    }

    @Override
    Builder self() {
      return this;
    }

    @Override
    public LSTM build() {
      return new LSTM(this);
    }
  }
}
