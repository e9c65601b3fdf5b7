package dev.seq4j.core.sound;

import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * How strong each frequency is in a piece of sound, by the fast Fourier transform.
 *
 * <pre>
 *   P_k = |sum over n of x_n e^(-2 pi i k n / N)|^2 / N      k = 0 .. N/2, at k rate / N hertz
 * </pre>
 */
public final class PowerSpectrum {

  private final double[] real;
  private final double[] imaginary;

  /**
   * @param size N, a power of two
   */
  public PowerSpectrum(int size) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("size = " + size + ": must be a power of two");
    }
    real = new double[size];
    imaginary = new double[size];
  }

  /**
   * @param samples 1 to N; zeros follow if there are fewer
   * @return N/2 + 1 powers
   */
  public double[] of(double[] samples) {
    System.arraycopy(samples, 0, real, 0, samples.length);
    Arrays.fill(real, samples.length, real.length, 0);
    Arrays.fill(imaginary, 0);
    FastFourierTransformer.transformInPlace(
        new double[][] {real, imaginary}, DftNormalization.STANDARD, TransformType.FORWARD);
    double[] power = new double[real.length / 2 + 1];
    for (int k = 0; k < power.length; k++) {
      power[k] = (real[k] * real[k] + imaginary[k] * imaginary[k]) / real.length;
    }
    return power;
  }
}
