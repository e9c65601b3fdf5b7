package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Activations;

/** What stands between the two products of a {@link FeedForwardKernel}. */
public enum FeedForwardActivation {

  /** {@code x F(x)} with the distribution function F of the standard normal. */
  GELU {
    @Override
    void apply(float[] x, int length) {
      Activations.gelu(x, length);
    }

    @Override
    void derive(float[] x, int length) {
      Activations.geluDerivative(x, length);
    }
  },

  /** {@code max(0, x)}. */
  RELU {
    @Override
    void apply(float[] x, int length) {
      Activations.relu(x, length);
    }

    @Override
    void derive(float[] x, int length) {
      Activations.reluDerivative(x, length);
    }
  };

  /** Replaces the first values by the function's. */
  abstract void apply(float[] x, int length);

  /** Replaces the first values by the derivative there. */
  abstract void derive(float[] x, int length);
}
