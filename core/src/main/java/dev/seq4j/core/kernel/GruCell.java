package dev.seq4j.core.kernel;

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
  void forward(SequenceRun run) {
    run.addRecurrentProduct(RESET, 3, 0, run.hiddenBefore());
    float[] n = run.array(0);
    float[] r = run.array(1);
    float[] u = run.array(2);
    float[] q = run.array(3);
    float[] h = run.array(4);
    for (int unit = 0; unit < run.units(); unit += run.chunk()) {
      int length = run.startChunk(unit);
      run.readZ(CANDIDATE, n);
      run.readZ(RESET, r);
      run.readZ(UPDATE, u);
      run.readZ(RECURRENT, q);
      run.readState(run.hidden(), h);
      Activations.sigmoid(r, length);
      Activations.sigmoid(u, length);
      addReset(n, r, q, length);
      Activations.tanh(n, length);
      run.keep(CANDIDATE, n);
      run.keep(RESET, r);
      run.keep(UPDATE, u);
      run.keep(RECURRENT, q);
      GruLoops.next(h, n, u, length);
      run.writeState(run.hidden(), h);
    }
  }

  @Override
  void backward(SequenceRun run) {
    float[] n = run.array(0);
    float[] r = run.array(1);
    float[] u = run.array(2);
    float[] q = run.array(3);
    float[] h = run.array(4);
    float[] dh = run.array(5);
    float[] dn = run.array(6);
    for (int unit = 0; unit < run.units(); unit += run.chunk()) {
      int length = run.startChunk(unit);
      run.kept(CANDIDATE, n);
      run.kept(RESET, r);
      run.kept(UPDATE, u);
      run.kept(RECURRENT, q);
      run.readBlock(run.hiddenBefore(), h);
      run.readState(run.hidden(), dh);
      GruLoops.candidateGradient(dn, dh, n, u, length);
      GruLoops.updateGradient(h, dh, n, u, length);
      GruLoops.multiply(dh, u, length);
      recurrentGradient(n, dn, r, length);
      resetGradient(r, dn, q, length);
      run.writeZ(CANDIDATE, dn);
      run.writeZ(RESET, r);
      run.writeZ(UPDATE, h);
      run.writeZ(RECURRENT, n);
      run.writeStateGradient(dh);
    }
    run.stateGradientProduct(RESET, 3, 0, 1f);
  }

  @Override
  void addRecurrentGradient(SequenceRun run) {
    run.addRecurrentGradient(RESET, 3, 0, run.hiddenBefore());
    run.addRecurrentBiasGradient(RECURRENT);
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
