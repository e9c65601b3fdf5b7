package dev.seq4j.core.kernel;

/**
 * Loops over the first {@code length} floats of arrays that the compiler turns into vector
 * instructions: one store each, every array read at the index that is written.
 */
public final class FloatLoops {

  private FloatLoops() {}

  /** {@code x += y}. */
  public static void plus(float[] x, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = x[i] + y[i];
    }
  }

  /** {@code x += factor * y}. */
  public static void addScaled(float[] x, float[] y, float factor, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = x[i] + factor * y[i];
    }
  }

  /** {@code x *= y}. */
  public static void multiply(float[] x, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = x[i] * y[i];
    }
  }

  /** {@code x = factor * x - minus}. */
  public static void scale(float[] x, float factor, float minus, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = x[i] * factor - minus;
    }
  }

  /** Returns the largest number. */
  public static float max(float[] x, int length) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = x[i] > max ? x[i] : max;
    }
    return max;
  }
}
