package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Activations;

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
  void forward(CellStep step) {
    step.addRecurrentProduct(INPUT, 4, INPUT, step.hiddenBefore());
    float[] i = step.array(0);
    float[] f = step.array(1);
    float[] g = step.array(2);
    float[] o = step.array(3);
    float[] c = step.array(4);
    for (int at = 0; at < step.length(); at += step.chunk()) {
      int length = step.startChunk(at);
      step.readZ(INPUT, i);
      step.readZ(FORGET, f);
      step.readZ(CANDIDATE, g);
      step.readZ(OUTPUT, o);
      Activations.sigmoid(i, length);
      Activations.sigmoid(f, length);
      Activations.tanh(g, length);
      Activations.sigmoid(o, length);
      step.readState(step.cell(), c);
      step.keep(INPUT, i);
      step.keep(FORGET, f);
      step.keep(CANDIDATE, g);
      step.keep(OUTPUT, o);
      step.keep(CELL_BEFORE, c);
      next(c, i, f, g, length);
      step.writeState(step.cell(), c);
      Activations.tanh(c, length);
      multiply(c, o, length);
      step.writeState(step.hidden(), c);
    }
  }

  @Override
  void backward(CellStep step) {
    float[] i = step.array(0);
    float[] f = step.array(1);
    float[] g = step.array(2);
    float[] o = step.array(3);
    float[] before = step.array(4);
    float[] t = step.array(5);
    float[] dh = step.array(6);
    float[] dc = step.array(7);
    for (int at = 0; at < step.length(); at += step.chunk()) {
      int length = step.startChunk(at);
      step.kept(INPUT, i);
      step.kept(FORGET, f);
      step.kept(CANDIDATE, g);
      step.kept(OUTPUT, o);
      step.kept(CELL_BEFORE, before);
      step.readState(step.hidden(), dh);
      step.readState(step.cell(), dc);
      nextInto(t, before, i, f, g, length);
      Activations.tanh(t, length);
      addCellGradient(dc, dh, o, t, length);
      outputGradient(o, dh, t, length);
      gateGradient(before, dc, f, length);
      candidateGradient(t, dc, i, g, length);
      inputGradient(i, dc, g, length);
      multiply(dc, f, length);
      step.writeZ(INPUT, i);
      step.writeZ(FORGET, before);
      step.writeZ(CANDIDATE, t);
      step.writeZ(OUTPUT, o);
      step.writeState(step.cell(), dc);
    }
    step.stateGradientProduct(INPUT, 4, INPUT, 0f);
  }

  @Override
  void addRecurrentGradient(CellStep step) {
    step.addRecurrentGradient(INPUT, 4, INPUT, step.hiddenBefore());
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
