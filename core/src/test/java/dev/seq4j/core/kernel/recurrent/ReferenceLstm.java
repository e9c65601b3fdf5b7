package dev.seq4j.core.kernel.recurrent;

/** The equations of {@link LstmKernel}. */
final class ReferenceLstm extends ReferenceCell {

  ReferenceLstm(int in, int units) {
    super(in, units, 4, 4 * units);
  }

  @Override
  boolean hasCellState() {
    return true;
  }

  @Override
  Step step(double[] x, double[] h, double[] c) {
    double[] i = new double[units];
    double[] f = new double[units];
    double[] g = new double[units];
    double[] o = new double[units];
    double[] hNext = new double[units];
    double[] cNext = new double[units];
    for (int u = 0; u < units; u++) {
      i[u] = sigmoid(z(x, h, u));
      f[u] = sigmoid(z(x, h, units + u));
      g[u] = Math.tanh(z(x, h, 2 * units + u));
      o[u] = sigmoid(z(x, h, 3 * units + u));
      cNext[u] = f[u] * c[u] + i[u] * g[u];
      hNext[u] = o[u] * Math.tanh(cNext[u]);
    }
    return new Step(x, h, c, new double[][] {i, f, g, o}, hNext, cNext);
  }

  private double z(double[] x, double[] h, int column) {
    return dot(x, wx, column) + dot(h, wh, column) + b[column];
  }

  @Override
  Back back(Step step, double[] dhNext, double[] dcNext) {
    Back back = new Back(new double[in], new double[units], new double[units]);
    for (int u = 0; u < units; u++) {
      double i = step.gates()[0][u];
      double f = step.gates()[1][u];
      double g = step.gates()[2][u];
      double o = step.gates()[3][u];
      double t = Math.tanh(step.cNext()[u]);
      double dc = dcNext[u] + dhNext[u] * o * (1 - t * t);
      backZ(step, u, dc * g * i * (1 - i), back);
      backZ(step, units + u, dc * step.c()[u] * f * (1 - f), back);
      backZ(step, 2 * units + u, dc * i * (1 - g * g), back);
      backZ(step, 3 * units + u, dhNext[u] * t * o * (1 - o), back);
      back.dc()[u] = dc * f;
    }
    return back;
  }

  private void backZ(Step step, int column, double dz, Back back) {
    backDot(dz, step.x(), wx, column, dwx, back.dx());
    backDot(dz, step.h(), wh, column, dwh, back.dh());
    db[column] += dz;
  }
}
