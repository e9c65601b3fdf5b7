package dev.seq4j.core.kernel;

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
  void forward(SequenceRun run) {
    run.addRecurrentProduct(RESET, 2, RESET, run.hiddenBefore());
    float[] r = run.array(0);
    float[] u = run.array(1);
    float[] n = run.array(2);
    float[] h = run.array(3);
    for (int unit = 0; unit < run.units(); unit += run.chunk()) {
      int length = run.startChunk(unit);
      run.readZ(RESET, r);
      run.readState(run.hidden(), h);
      Activations.sigmoid(r, length);
      run.keep(RESET, r);
      GruLoops.multiply(r, h, length);
      run.writeBlock(run.resetState(), r);
    }
    run.addRecurrentProduct(CANDIDATE, 1, CANDIDATE, run.resetState());
    for (int unit = 0; unit < run.units(); unit += run.chunk()) {
      int length = run.startChunk(unit);
      run.readZ(UPDATE, u);
      run.readZ(CANDIDATE, n);
      run.readState(run.hidden(), h);
      Activations.sigmoid(u, length);
      Activations.tanh(n, length);
      run.keep(UPDATE, u);
      run.keep(CANDIDATE, n);
      GruLoops.next(h, n, u, length);
      run.writeState(run.hidden(), h);
    }
  }

  @Override
  void backward(SequenceRun run) {
    float[] u = run.array(0);
    float[] n = run.array(1);
    float[] h = run.array(2);
    float[] dh = run.array(3);
    float[] dn = run.array(4);
    for (int unit = 0; unit < run.units(); unit += run.chunk()) {
      int length = run.startChunk(unit);
      run.kept(UPDATE, u);
      run.kept(CANDIDATE, n);
      run.readBlock(run.hiddenBefore(), h);
      run.readState(run.hidden(), dh);
      GruLoops.candidateGradient(dn, dh, n, u, length);
      GruLoops.updateGradient(h, dh, n, u, length);
      GruLoops.multiply(dh, u, length);
      run.writeZ(CANDIDATE, dn);
      run.writeZ(UPDATE, h);
      run.writeState(run.hidden(), dh);
    }
    run.stateGradientProduct(CANDIDATE, 1, CANDIDATE, 0f);
    float[] r = run.array(0);
    float[] ds = run.array(1);
    for (int unit = 0; unit < run.units(); unit += run.chunk()) {
      int length = run.startChunk(unit);
      run.kept(RESET, r);
      run.readBlock(run.hiddenBefore(), h);
      run.readState(run.hidden(), dh);
      run.readStateGradient(ds);
      addThroughReset(dh, ds, r, length);
      resetGradient(r, ds, h, length);
      run.writeZ(RESET, r);
      run.writeStateGradient(dh);
    }
    run.stateGradientProduct(RESET, 2, RESET, 1f);
  }

  @Override
  void addRecurrentGradient(SequenceRun run) {
    run.addRecurrentGradient(RESET, 2, RESET, run.hiddenBefore());
    run.addRecurrentGradient(CANDIDATE, 1, CANDIDATE, run.resetState());
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
