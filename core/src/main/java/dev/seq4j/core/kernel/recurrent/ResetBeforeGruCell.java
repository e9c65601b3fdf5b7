package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Activations;
import dev.seq4j.core.kernel.FloatLoops;

/**
 * Gated recurrent unit with the reset gate before the recurrent product; z and the weights have the
 * order reset, update, candidate.
 */
final class ResetBeforeGruCell extends Cell {

  private static final int RESET = 0;
  private static final int UPDATE = 1;
  private static final int CANDIDATE = 2;

  @Override
  int gates() {
    return 3;
  }

  @Override
  int kept() {
    return 3;
  }

  @Override
  int arrays() {
    return 5;
  }

  @Override
  boolean hasResetState() {
    return true;
  }

  @Override
  void forward(CellStep step) {
    step.addRecurrentProduct(RESET, 2, RESET, step.hiddenBefore());
    float[] r = step.array(0);
    float[] u = step.array(1);
    float[] n = step.array(2);
    float[] h = step.array(3);
    for (int at = 0; at < step.length(); at += step.chunk()) {
      int length = step.startChunk(at);
      step.readZ(RESET, r);
      step.readState(step.hidden(), h);
      Activations.sigmoid(r, length);
      step.keep(RESET, r);
      FloatLoops.multiply(r, h, length);
      step.writeBlock(step.resetState(), r);
    }
    step.addRecurrentProduct(CANDIDATE, 1, CANDIDATE, step.resetState());
    for (int at = 0; at < step.length(); at += step.chunk()) {
      int length = step.startChunk(at);
      step.readZ(UPDATE, u);
      step.readZ(CANDIDATE, n);
      step.readState(step.hidden(), h);
      Activations.sigmoid(u, length);
      Activations.tanh(n, length);
      step.keep(UPDATE, u);
      step.keep(CANDIDATE, n);
      GruLoops.next(h, n, u, length);
      step.writeState(step.hidden(), h);
    }
  }

  @Override
  void backward(CellStep step) {
    float[] u = step.array(0);
    float[] n = step.array(1);
    float[] h = step.array(2);
    float[] dh = step.array(3);
    float[] dn = step.array(4);
    for (int at = 0; at < step.length(); at += step.chunk()) {
      int length = step.startChunk(at);
      step.kept(UPDATE, u);
      step.kept(CANDIDATE, n);
      step.readBlock(step.hiddenBefore(), h);
      step.readState(step.hidden(), dh);
      GruLoops.candidateGradient(dn, dh, n, u, length);
      GruLoops.updateGradient(h, dh, n, u, length);
      FloatLoops.multiply(dh, u, length);
      step.writeZ(CANDIDATE, dn);
      step.writeZ(UPDATE, h);
      step.writeState(step.hidden(), dh);
    }
    step.stateGradientProduct(CANDIDATE, 1, CANDIDATE, 0f);
    float[] r = step.array(0);
    float[] ds = step.array(1);
    for (int at = 0; at < step.length(); at += step.chunk()) {
      int length = step.startChunk(at);
      step.kept(RESET, r);
      step.readBlock(step.hiddenBefore(), h);
      step.readState(step.hidden(), dh);
      step.readStateGradient(ds);
      addThroughReset(dh, ds, r, length);
      resetGradient(r, ds, h, length);
      step.writeZ(RESET, r);
      step.writeStateGradient(dh);
    }
    step.stateGradientProduct(RESET, 2, RESET, 1f);
  }

  @Override
  void addRecurrentGradient(CellStep step) {
    step.addRecurrentGradient(RESET, 2, RESET, step.hiddenBefore());
    step.addRecurrentGradient(CANDIDATE, 1, CANDIDATE, step.resetState());
  }

  /** dh += ds r, where s = r h is what meets W_hn. */
  private static void addThroughReset(float[] dh, float[] ds, float[] r, int length) {
    for (int k = 0; k < length; k++) {
      dh[k] = dh[k] + ds[k] * r[k];
    }
  }

  /** dr = ds h r (1 - r), in the place of r. */
  private static void resetGradient(float[] r, float[] ds, float[] h, int length) {
    for (int k = 0; k < length; k++) {
      r[k] = ds[k] * h[k] * r[k] * (1f - r[k]);
    }
  }
}
