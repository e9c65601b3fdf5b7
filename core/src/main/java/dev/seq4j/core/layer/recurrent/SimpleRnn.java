package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.kernel.recurrent.RecurrentKernel;
import dev.seq4j.core.kernel.recurrent.RnnKernel;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * Simple recurrent network (Elman 1990).
 *
 * <pre>
 *   h_t = tanh(W_x x_t + W_h h_(t-1) + b)
 * </pre>
 *
 * or ReLU in place of tanh, with {@code activation(Activation.RELU)}. Shapes and masks are those of
 * {@link CellLayer}.
 *
 * <pre>{@code
 * graph.addLayer("rnn", new SimpleRnn.Builder().nOut(64).build(), "letters")
 * }</pre>
 */
public final class SimpleRnn extends CellLayer {

  private static final long serialVersionUID = 1L;

  /** For Jackson. */
  SimpleRnn() {}

  private SimpleRnn(Builder builder) {
    super(builder);
    check();
  }

  @Override
  boolean allows(IActivation activation) {
    return super.allows(activation) || activation instanceof ActivationReLU;
  }

  @Override
  String allowedActivations() {
    return "tanh or relu";
  }

  private boolean relu() {
    return activationFn instanceof ActivationReLU;
  }

  @Override
  int gates() {
    return 1;
  }

  @Override
  int biasBlocks() {
    return 1;
  }

  @Override
  PortableCell portableCell() {
    return new PortableRnn(relu());
  }

  @Override
  RecurrentKernel kernel() {
    return new RnnKernel(
        Math.toIntExact(nIn),
        Math.toIntExact(nOut),
        relu() ? RnnKernel.Activation.RELU : RnnKernel.Activation.TANH);
  }

  /** Builds a {@link SimpleRnn}; {@code nOut} is required. */
  @SuppressWarnings("unchecked") // build() is declared with a type that the caller infers
  public static final class Builder extends CellLayer.Builder<Builder> {

    @Override
    Builder self() {
      return this;
    }

    @Override
    public SimpleRnn build() {
      return new SimpleRnn(this);
    }
  }
}
