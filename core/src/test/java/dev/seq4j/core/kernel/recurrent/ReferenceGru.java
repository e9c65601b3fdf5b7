package dev.seq4j.core.kernel.recurrent;

/** The equations of {@link GruKernel}. */
final class ReferenceGru extends ReferenceCell {

  private final boolean resetAfter;

  ReferenceGru(int in, int units, boolean resetAfter) {
    super(in, units, 3, (resetAfter ? 4 : 3) * units);
    this.resetAfter = resetAfter;
  }

  @Override
  Step step(double[] x, double[] h, double[] c) {
    double[] r = new double[units];
    double[] s = new double[units];
    double[] q = new double[units];
    double[] update = new double[units];
    double[] n = new double[units];
    double[] hNext = new double[units];
    for (int u = 0; u < units; u++) {
      r[u] = sigmoid(dot(x, wx, u) + dot(h, wh, u) + b[u]);
      s[u] = r[u] * h[u];
    }
    for (int u = 0; u < units; u++) {
      int column = units + u;
      update[u] = sigmoid(dot(x, wx, column) + dot(h, wh, column) + b[column]);
      column = 2 * units + u;
      if (resetAfter) {
        q[u] = dot(h, wh, column) + b[3 * units + u];
        n[u] = Math.tanh(dot(x, wx, column) + b[column] + r[u] * q[u]);
      } else {
        n[u] = Math.tanh(dot(x, wx, column) + b[column] + dot(s, wh, column));
      }
      hNext[u] = (1 - update[u]) * n[u] + update[u] * h[u];
    }
    return new Step(x, h, c, new double[][] {r, s, q, update, n}, hNext, c);
  }

  @Override
  Back back(Step step, double[] dhNext, double[] dcNext) {
    Back back = new Back(new double[in], new double[units], dcNext);
    double[] h = step.h();
    double[] dr = new double[units];
    double[] ds = new double[units];
    for (int u = 0; u < units; u++) {
      double r = step.gates()[0][u];
      double q = step.gates()[2][u];
      double update = step.gates()[3][u];
      double n = step.gates()[4][u];
      double dUpdate = dhNext[u] * (h[u] - n) * update * (1 - update);
      double dn = dhNext[u] * (1 - update) * (1 - n * n);
      back.dh()[u] += dhNext[u] * update;
      int column = units + u;
      backDot(dUpdate, step.x(), wx, column, dwx, back.dx());
      backDot(dUpdate, h, wh, column, dwh, back.dh());
      db[column] += dUpdate;
      column = 2 * units + u;
      backDot(dn, step.x(), wx, column, dwx, back.dx());
      db[column] += dn;
      if (resetAfter) {
        dr[u] = dn * q;
        backDot(dn * r, h, wh, column, dwh, back.dh());
        db[3 * units + u] += dn * r;
      } else {
        backDot(dn, step.gates()[1], wh, column, dwh, ds);
      }
    }
    for (int u = 0; u < units; u++) {
      double r = step.gates()[0][u];
      if (!resetAfter) {
        dr[u] = ds[u] * h[u];
        back.dh()[u] += ds[u] * r;
      }
      double dz = dr[u] * r * (1 - r);
      backDot(dz, step.x(), wx, u, dwx, back.dx());
      backDot(dz, h, wh, u, dwh, back.dh());
      db[u] += dz;
    }
    return back;
  }
}
