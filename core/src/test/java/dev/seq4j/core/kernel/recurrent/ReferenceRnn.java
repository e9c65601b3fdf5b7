package dev.seq4j.core.kernel.recurrent;

/** The equations of {@link RnnKernel}. */
final class ReferenceRnn extends ReferenceCell {

  private final boolean relu;

  ReferenceRnn(int in, int units, boolean relu) {
    super(in, units, 1, units);
    this.relu = relu;
  }

  @Override
  Step step(double[] x, double[] h, double[] c) {
    double[] hNext = new double[units];
    for (int u = 0; u < units; u++) {
      double z = dot(x, wx, u) + dot(h, wh, u) + b[u];
      hNext[u] = relu ? Math.max(0, z) : Math.tanh(z);
    }
    return new Step(x, h, c, new double[0][], hNext, c);
  }

  @Override
  Back back(Step step, double[] dhNext, double[] dcNext) {
    Back back = new Back(new double[in], new double[units], dcNext);
    for (int u = 0; u < units; u++) {
      double out = step.hNext()[u];
      double slope = relu ? (out > 0 ? 1 : 0) : 1 - out * out;
      double dz = dhNext[u] * slope;
      backDot(dz, step.x(), wx, u, dwx, back.dx());
      backDot(dz, step.h(), wh, u, dwh, back.dh());
      db[u] += dz;
    }
    return back;
  }
}
