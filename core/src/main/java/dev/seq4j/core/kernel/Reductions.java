package dev.seq4j.core.kernel;

/**
 * Sums over the first {@code length} floats of arrays. Java adds floats strictly one after the
 * other; eight sums side by side let the processor add eight at a time.
 */
public final class Reductions {

  private static final int SIDE_BY_SIDE = 8;

  private Reductions() {}

  /** Returns the sum of x. */
  public static float sum(float[] x, int length) {
    return sum(x, 0, length);
  }

  /** Returns the sum of x from one index to before another. */
  public static float sum(float[] x, int from, int to) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = from;
    for (; i <= to - SIDE_BY_SIDE; i += SIDE_BY_SIDE) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    for (; i < to; i++) {
      a += x[i];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }

  /** Returns the sum of x * y. */
  public static float dot(float[] x, float[] y, int length) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = 0;
    for (; i <= length - SIDE_BY_SIDE; i += SIDE_BY_SIDE) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
      e += x[i + 4] * y[i + 4];
      f += x[i + 5] * y[i + 5];
      g += x[i + 6] * y[i + 6];
      h += x[i + 7] * y[i + 7];
    }
    for (; i < length; i++) {
      a += x[i] * y[i];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }
}
