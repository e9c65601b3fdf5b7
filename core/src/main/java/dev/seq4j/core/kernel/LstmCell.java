package dev.seq4j.core.kernel;

/** Long short-term memory; z, W_x and W_h have the order input, forget, candidate, output. */
final class LstmCell extends Cell {

  private static final int INPUT = 0;
  private static final int FORGET = 1;
  private static final int CANDIDATE = 2;
  private static final int OUTPUT = 3;
  private static final int CELL_BEFORE = 4;

  @Override
  int gates() {
    return 4;
  }

  @Override
  int kept() {
    return 5;
  }

  @Override
  int arrays() {
    return 8;
  }

  @Override
  boolean hasCellState() {
    return true;
  }

  @Override
  void forward(SequenceRun run) {
    run.addRecurrentProduct(INPUT, 4, INPUT, run.hiddenBefore());
    float[] i = run.array(0);
    float[] f = run.array(1);
    float[] g = run.array(2);
    float[] o = run.array(3);
    float[] c = run.array(4);
    for (int unit = 0; unit < run.units(); unit += run.chunk()) {
      int length = run.startChunk(unit);
      run.readZ(INPUT, i);
      run.readZ(FORGET, f);
      run.readZ(CANDIDATE, g);
      run.readZ(OUTPUT, o);
      Activations.sigmoid(i, length);
      Activations.sigmoid(f, length);
      Activations.tanh(g, length);
      Activations.sigmoid(o, length);
      run.readState(run.cell(), c);
      run.keep(INPUT, i);
      run.keep(FORGET, f);
      run.keep(CANDIDATE, g);
      run.keep(OUTPUT, o);
      run.keep(CELL_BEFORE, c);
      next(c, i, f, g, length);
      run.writeState(run.cell(), c);
      Activations.tanh(c, length);
      multiply(c, o, length);
      run.writeState(run.hidden(), c);
    }
  }

  @Override
  void backward(SequenceRun run) {
    float[] i = run.array(0);
    float[] f = run.array(1);
    float[] g = run.array(2);
    float[] o = run.array(3);
    float[] before = run.array(4);
    float[] t = run.array(5);
    float[] dh = run.array(6);
    float[] dc = run.array(7);
    for (int unit = 0; unit < run.units(); unit += run.chunk()) {
      int length = run.startChunk(unit);
      run.kept(INPUT, i);
      run.kept(FORGET, f);
      run.kept(CANDIDATE, g);
      run.kept(OUTPUT, o);
      run.kept(CELL_BEFORE, before);
      run.readState(run.hidden(), dh);
      run.readState(run.cell(), dc);
      nextInto(t, before, i, f, g, length);
      Activations.tanh(t, length);
      addCellGradient(dc, dh, o, t, length);
      outputGradient(o, dh, t, length);
      gateGradient(before, dc, f, length);
      candidateGradient(t, dc, i, g, length);
      inputGradient(i, dc, g, length);
      multiply(dc, f, length);
      run.writeZ(INPUT, i);
      run.writeZ(FORGET, before);
      run.writeZ(CANDIDATE, t);
      run.writeZ(OUTPUT, o);
      run.writeState(run.cell(), dc);
    }
    run.stateGradientProduct(INPUT, 4, INPUT, 0f);
  }

  @Override
  void addRecurrentGradient(SequenceRun run) {
    run.addRecurrentGradient(INPUT, 4, INPUT, run.hiddenBefore());
  }

  /** c = f c + i g. */
  private static void next(float[] c, float[] i, float[] f, float[] g, int length) {
    for (int k = 0; k < length; k++) {
      c[k] = f[k] * c[k] + i[k] * g[k];
    }
  }

  private static void nextInto(float[] t, float[] c, float[] i, float[] f, float[] g, int length) {
    for (int k = 0; k < length; k++) {
      t[k] = f[k] * c[k] + i[k] * g[k];
    }
  }

  private static void multiply(float[] a, float[] b, int length) {
    for (int k = 0; k < length; k++) {
      a[k] = a[k] * b[k];
    }
  }

  /** dc += dh o (1 - t t) with t = tanh(c). */
  private static void addCellGradient(float[] dc, float[] dh, float[] o, float[] t, int length) {
    for (int k = 0; k < length; k++) {
      dc[k] = dc[k] + dh[k] * o[k] * (1f - t[k] * t[k]);
    }
  }

  /** do = dh t o (1 - o), in the place of o. */
  private static void outputGradient(float[] o, float[] dh, float[] t, int length) {
    for (int k = 0; k < length; k++) {
      o[k] = dh[k] * t[k] * o[k] * (1f - o[k]);
    }
  }

  /** df = dc c f (1 - f), in the place of c. */
  private static void gateGradient(float[] c, float[] dc, float[] f, int length) {
    for (int k = 0; k < length; k++) {
      c[k] = dc[k] * c[k] * f[k] * (1f - f[k]);
    }
  }

  /** dg = dc i (1 - g g), in the place of t. */
  private static void candidateGradient(float[] t, float[] dc, float[] i, float[] g, int length) {
    for (int k = 0; k < length; k++) {
      t[k] = dc[k] * i[k] * (1f - g[k] * g[k]);
    }
  }

  /** di = dc g i (1 - i), in the place of i. */
  private static void inputGradient(float[] i, float[] dc, float[] g, int length) {
    for (int k = 0; k < length; k++) {
      i[k] = dc[k] * g[k] * i[k] * (1f - i[k]);
    }
  }
}
