package dev.seq4j.core.kernel;

/**
 * The steps of a softmax on the first {@code length} floats of an array.
 *
 * <p>All but {@link #expOfDifference} are loops that the compiler turns into vector instructions.
 */
final class Softmax {

  /** Below this exp leaves the normal floats. */
  private static final float LOWEST = -87f;

  /** Added to a small float, it rounds it to a whole number, which its lowest bits then hold. */
  private static final float ROUND = 12582912f; // 1.5 * 2^23

  private static final float LOG2_E = 1.442695041f;

  // ln 2 in two parts; the first has so few digits that its product with a whole number is exact.
  private static final float LN_2_HIGH = 0.693359375f;
  private static final float LN_2_LOW = -2.12194440e-4f;

  private static final int EXPONENT_SHIFT = 23;
  private static final int ONE_BITS = 0x3f800000;

  private Softmax() {}

  /** {@code x += y}. */
  static void plus(float[] x, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = x[i] + y[i];
    }
  }

  /** Returns the largest number. */
  static float max(float[] x, int length) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = x[i] > max ? x[i] : max;
    }
    return max;
  }

  /** Returns the sum. */
  static double sum(float[] x, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += x[i];
    }
    return sum;
  }

  /**
   * {@code x = exp(x - max)} for a max that no x exceeds, relative error at most 3e-7; what is
   * below {@code exp(-87)} becomes that. NaN stays NaN.
   *
   * @return the sum of the new x
   */
  static double expOfDifference(float[] x, float max, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(LOWEST, x[i] - max);
    }
    double sum = 0;
    for (int i = 0; i < length; i++) {
      // exp(v) = 2^n exp(r) with a whole n and |r| <= ln(2) / 2.
      float v = x[i];
      float rounded = v * LOG2_E + ROUND;
      float n = rounded - ROUND;
      float r = (v - n * LN_2_HIGH) - n * LN_2_LOW;
      float p = 1f / 5040 * r + 1f / 720;
      p = p * r + 1f / 120;
      p = p * r + 1f / 24;
      p = p * r + 1f / 6;
      p = p * r + 0.5f;
      p = p * r * r + r + 1f;
      int bits = (Float.floatToRawIntBits(rounded) << EXPONENT_SHIFT) + ONE_BITS;
      float e = p * Float.intBitsToFloat(bits);
      x[i] = e;
      sum += e;
    }
    return sum;
  }

  /** {@code x = factor * x - minus}. */
  static void scale(float[] x, float factor, float minus, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = x[i] * factor - minus;
    }
  }
}
