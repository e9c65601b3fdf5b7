package dev.seq4j.core.kernel.recurrent;

/** The loops that both gated recurrent units share. */
final class GruLoops {

  private GruLoops() {}

  /** h = (1 - u) n + u h. */
  static void next(float[] h, float[] n, float[] u, int length) {
    for (int k = 0; k < length; k++) {
      h[k] = n[k] + u[k] * (h[k] - n[k]);
    }
  }

  /** dn = dh (1 - u) (1 - n n). */
  static void candidateGradient(float[] dn, float[] dh, float[] n, float[] u, int length) {
    for (int k = 0; k < length; k++) {
      dn[k] = dh[k] * (1f - u[k]) * (1f - n[k] * n[k]);
    }
  }

  /** du = dh (h - n) u (1 - u), in the place of h. */
  static void updateGradient(float[] h, float[] dh, float[] n, float[] u, int length) {
    for (int k = 0; k < length; k++) {
      h[k] = dh[k] * (h[k] - n[k]) * u[k] * (1f - u[k]);
    }
  }
}
