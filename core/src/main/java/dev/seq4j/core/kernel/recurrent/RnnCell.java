package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Activations;

/** h = f(z) with f tanh or relu. */
final class RnnCell extends Cell {

  private final RnnKernel.Activation activation;

  RnnCell(RnnKernel.Activation activation) {
    this.activation = activation;
  }

  @Override
  int gates() {
    return 1;
  }

  @Override
  int kept() {
    return 1;
  }

  @Override
  int arrays() {
    return 2;
  }

  @Override
  void forward(CellStep step) {
    step.addRecurrentProduct(0, 1, 0, step.hiddenBefore());
    float[] h = step.array(0);
    for (int at = 0; at < step.length(); at += step.chunk()) {
      int length = step.startChunk(at);
      step.readZ(0, h);
      switch (activation) {
        case TANH -> Activations.tanh(h, length);
        case RELU -> Activations.relu(h, length);
      }
      step.keep(0, h);
      step.writeState(step.hidden(), h);
    }
  }

  @Override
  void backward(CellStep step) {
    float[] h = step.array(0);
    float[] dh = step.array(1);
    for (int at = 0; at < step.length(); at += step.chunk()) {
      int length = step.startChunk(at);
      step.kept(0, h);
      step.readState(step.hidden(), dh);
      switch (activation) {
        case TANH -> tanhGradient(h, dh, length);
        case RELU -> reluGradient(h, dh, length);
      }
      step.writeZ(0, h);
    }
    step.stateGradientProduct(0, 1, 0, 0f);
  }

  @Override
  void addRecurrentGradient(CellStep step) {
    step.addRecurrentGradient(0, 1, 0, step.hiddenBefore());
  }

  /** dz = dh (1 - h h), in the place of h. */
  private static void tanhGradient(float[] h, float[] dh, int length) {
    for (int k = 0; k < length; k++) {
      h[k] = dh[k] * (1f - h[k] * h[k]);
    }
  }

  /** dz = dh where h is positive, in the place of h. */
  private static void reluGradient(float[] h, float[] dh, int length) {
    for (int k = 0; k < length; k++) {
      h[k] = h[k] > 0f ? dh[k] : 0f;
    }
  }
}
