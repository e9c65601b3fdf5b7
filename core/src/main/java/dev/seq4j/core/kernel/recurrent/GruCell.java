package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Activations;
import dev.seq4j.core.kernel.FloatLoops;

/**
 * Gated recurrent unit with the reset gate after the recurrent product.
 *
 * <p>The weights have the order reset, update, candidate. In the candidate the parts of x and h
 * meet only after the reset, so z has four blocks: the candidate's part of x, reset, update, and
 * the candidate's part of h; x fills the first three, h the last three.
 */
final class GruCell extends Cell {

  private static final int CANDIDATE = 0;
  private static final int RESET = 1;
  private static final int UPDATE = 2;
  private static final int RECURRENT = 3;

  @Override
  int gates() {
    return 3;
  }

  @Override
  int zGates() {
    return 4;
  }

  @Override
  int inputGate(int zGate) {
    return (zGate + 2) % 3;
  }

  @Override
  int kept() {
    return 4;
  }

  @Override
  int arrays() {
    return 7;
  }

  @Override
  boolean hasRecurrentBias() {
    return true;
  }

  @Override
  void forward(CellStep step) {
    step.addRecurrentProduct(RESET, 3, 0, step.hiddenBefore());
    float[] n = step.array(0);
    float[] r = step.array(1);
    float[] u = step.array(2);
    float[] q = step.array(3);
    float[] h = step.array(4);
    for (int at = 0; at < step.length(); at += step.chunk()) {
      int length = step.startChunk(at);
      step.readZ(CANDIDATE, n);
      step.readZ(RESET, r);
      step.readZ(UPDATE, u);
      step.readZ(RECURRENT, q);
      step.readState(step.hidden(), h);
      Activations.sigmoid(r, length);
      Activations.sigmoid(u, length);
      addReset(n, r, q, length);
      Activations.tanh(n, length);
      step.keep(CANDIDATE, n);
      step.keep(RESET, r);
      step.keep(UPDATE, u);
      step.keep(RECURRENT, q);
      GruLoops.next(h, n, u, length);
      step.writeState(step.hidden(), h);
    }
  }

  @Override
  void backward(CellStep step) {
    float[] n = step.array(0);
    float[] r = step.array(1);
    float[] u = step.array(2);
    float[] q = step.array(3);
    float[] h = step.array(4);
    float[] dh = step.array(5);
    float[] dn = step.array(6);
    for (int at = 0; at < step.length(); at += step.chunk()) {
      int length = step.startChunk(at);
      step.kept(CANDIDATE, n);
      step.kept(RESET, r);
      step.kept(UPDATE, u);
      step.kept(RECURRENT, q);
      step.readBlock(step.hiddenBefore(), h);
      step.readState(step.hidden(), dh);
      GruLoops.candidateGradient(dn, dh, n, u, length);
      GruLoops.updateGradient(h, dh, n, u, length);
      FloatLoops.multiply(dh, u, length);
      recurrentGradient(n, dn, r, length);
      resetGradient(r, dn, q, length);
      step.writeZ(CANDIDATE, dn);
      step.writeZ(RESET, r);
      step.writeZ(UPDATE, h);
      step.writeZ(RECURRENT, n);
      step.writeStateGradient(dh);
    }
    step.stateGradientProduct(RESET, 3, 0, 1f);
  }

  @Override
  void addRecurrentGradient(CellStep step) {
    step.addRecurrentGradient(RESET, 3, 0, step.hiddenBefore());
    step.addRecurrentBiasGradient(RECURRENT);
  }

  /** n += r q. */
  private static void addReset(float[] n, float[] r, float[] q, int length) {
    for (int k = 0; k < length; k++) {
      n[k] = n[k] + r[k] * q[k];
    }
  }

  /** dq = dn r, in the place of n. */
  private static void recurrentGradient(float[] n, float[] dn, float[] r, int length) {
    for (int k = 0; k < length; k++) {
      n[k] = dn[k] * r[k];
    }
  }

  /** dr = dn q r (1 - r), in the place of r. */
  private static void resetGradient(float[] r, float[] dn, float[] q, int length) {
    for (int k = 0; k < length; k++) {
      r[k] = dn[k] * q[k] * r[k] * (1f - r[k]);
    }
  }
}
