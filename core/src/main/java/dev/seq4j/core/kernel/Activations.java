package dev.seq4j.core.kernel;

/**
 * Activation functions on the first {@code length} floats of an array, in place.
 *
 * <p>Each is a plain loop that the compiler turns into vector instructions: one store a loop and
 * every array read at the index that is written. A float takes about half a nanosecond.
 */
public final class Activations {

  /** From here on tanh is 1 in float arithmetic, but for its last digit. */
  private static final float TANH_LIMIT = 8f;

  // tanh(x) = x P(x^2) / Q(x^2) on [-8, 8] with the smallest largest relative error, 6e-9, found by
  // iteratively reweighted least squares. In float arithmetic the absolute error is at most 4e-7.
  private static final float P1 = 0.1344449669122696f;
  private static final float P2 = 0.0035715962294489145f;
  private static final float P3 = 2.1894631572649814e-5f;
  private static final float P4 = 1.5230375183250544e-8f;
  private static final float Q1 = 0.4677782356739044f;
  private static final float Q2 = 0.02616443671286106f;
  private static final float Q3 = 3.411289071664214e-4f;
  private static final float Q4 = 8.522429197910242e-7f;

  // The normal distribution function is 1/2 + x P(x^2) / Q(x^2) on [-5.7, 5.7], found as above. The
  // P are larger by 1e-7, so that what follows the cut is exactly 0 or 1.
  private static final float NORMAL_LIMIT = 5.7f;
  private static final float NORMAL_P0 = 0.39894223f;
  private static final float NORMAL_P1 = 0.0349412f;
  private static final float NORMAL_P2 = 0.0047408324f;
  private static final float NORMAL_P3 = 1.7939454e-4f;
  private static final float NORMAL_P4 = 6.3741977e-6f;
  private static final float NORMAL_P5 = 2.1580293e-8f;
  private static final float NORMAL_Q1 = 0.25425005f;
  private static final float NORMAL_Q2 = 0.029260712f;
  private static final float NORMAL_Q3 = 0.0019445563f;
  private static final float NORMAL_Q4 = 7.676812e-5f;
  private static final float NORMAL_Q5 = 1.1649631e-6f;

  // The derivative of GELU is 1/2 + x P(x^2) / Q(x^2) on [-5.6, 5.6], found as above.
  private static final float SLOPE_LIMIT = 5.6f;
  private static final float SLOPE_P0 = 0.79788536f;
  private static final float SLOPE_P1 = -0.030975357f;
  private static final float SLOPE_P2 = 0.014226069f;
  private static final float SLOPE_P3 = 1.9751356e-5f;
  private static final float SLOPE_P4 = 3.5899284e-5f;
  private static final float SLOPE_P5 = 1.9216725e-7f;
  private static final float SLOPE_Q1 = 0.29451957f;
  private static final float SLOPE_Q2 = 0.04098374f;
  private static final float SLOPE_Q3 = 0.0035226375f;
  private static final float SLOPE_Q4 = 1.9205181e-4f;
  private static final float SLOPE_Q5 = 8.928169e-6f;

  private Activations() {}

  /**
   * {@code x = tanh(x)}, absolute error at most 4e-7.
   *
   * @param x the values
   * @param length how many, from the first on
   */
  public static void tanh(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      float v = Math.max(-TANH_LIMIT, Math.min(TANH_LIMIT, x[i]));
      float s = v * v;
      float p = (((P4 * s + P3) * s + P2) * s + P1) * s + 1f;
      float q = (((Q4 * s + Q3) * s + Q2) * s + Q1) * s + 1f;
      x[i] = v * p / q;
    }
  }

  /**
   * {@code x = 1 / (1 + exp(-x))}, absolute error at most 2e-7, computed as {@code (1 + tanh(x /
   * 2)) / 2}.
   *
   * @param x the values
   * @param length how many, from the first on
   */
  public static void sigmoid(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      float v = Math.max(-TANH_LIMIT, Math.min(TANH_LIMIT, 0.5f * x[i]));
      float s = v * v;
      float p = (((P4 * s + P3) * s + P2) * s + P1) * s + 1f;
      float q = (((Q4 * s + Q3) * s + Q2) * s + Q1) * s + 1f;
      x[i] = 0.5f + 0.5f * (v * p / q);
    }
  }

  /**
   * {@code x = max(0, x)}.
   *
   * @param x the values
   * @param length how many, from the first on
   */
  public static void relu(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(0f, x[i]);
    }
  }

  /**
   * {@code x = x * F(x)} with the distribution function F of the standard normal: the Gaussian
   * error linear unit (Hendrycks and Gimpel 2016) in its exact form, not the one with tanh.
   * Absolute error at most 1.5e-6; from 5.7 on it is x, from -5.7 down 0.
   *
   * @param x the values
   * @param length how many, from the first on
   */
  public static void gelu(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      float v = Math.max(-NORMAL_LIMIT, Math.min(NORMAL_LIMIT, x[i]));
      float s = v * v;
      float p = NORMAL_P5 * s + NORMAL_P4;
      p = (((p * s + NORMAL_P3) * s + NORMAL_P2) * s + NORMAL_P1) * s + NORMAL_P0;
      float q = (((NORMAL_Q5 * s + NORMAL_Q4) * s + NORMAL_Q3) * s + NORMAL_Q2) * s + NORMAL_Q1;
      float half = Math.max(-0.5f, Math.min(0.5f, v * p / (q * s + 1f)));
      x[i] = x[i] * (0.5f + half);
    }
  }

  /**
   * {@code x = F(x) + x f(x)} with the distribution function F and the density f of the standard
   * normal: the derivative of {@link #gelu}, absolute error at most 5e-7.
   *
   * @param x the values
   * @param length how many, from the first on
   */
  public static void geluDerivative(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      float v = Math.max(-SLOPE_LIMIT, Math.min(SLOPE_LIMIT, x[i]));
      float s = v * v;
      float p = SLOPE_P5 * s + SLOPE_P4;
      p = (((p * s + SLOPE_P3) * s + SLOPE_P2) * s + SLOPE_P1) * s + SLOPE_P0;
      float q = (((SLOPE_Q5 * s + SLOPE_Q4) * s + SLOPE_Q3) * s + SLOPE_Q2) * s + SLOPE_Q1;
      x[i] = 0.5f + v * p / (q * s + 1f);
    }
  }

  /**
   * The derivative of {@link #relu}: 1 where x is a normal number above 0, 0 where it is 0 or
   * below.
   *
   * @param x the values
   * @param length how many, from the first on
   */
  public static void reluDerivative(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = Math.min(1f, Math.max(0f, x[i]) * Float.MAX_VALUE);
    }
  }
}
