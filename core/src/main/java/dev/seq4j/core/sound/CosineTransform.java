package dev.seq4j.core.sound;

/**
 * The first coefficients of the discrete cosine transform (DCT-II, orthonormal): the mean of what
 * is given, then its slope, then ever finer ripples.
 *
 * <pre>
 *   c_i = s_i sum over m of x_m cos(pi i (m + 1/2) / M)      s_0 = sqrt(1/M), else sqrt(2/M)
 * </pre>
 *
 * <p>Of the logarithms of neighbouring bands, which are alike, it makes numbers that are nearly
 * uncorrelated, of which the first say most.
 */
public final class CosineTransform {

  private final double[][] basis; // [coefficients, values]

  /**
   * @param coefficients how many, 1 to values
   * @param values M, how many are given
   */
  public CosineTransform(int coefficients, int values) {
    basis = new double[coefficients][values];
    for (int i = 0; i < coefficients; i++) {
      double scale = Math.sqrt((i == 0 ? 1.0 : 2.0) / values);
      for (int m = 0; m < values; m++) {
        basis[i][m] = scale * Math.cos(Math.PI * i * (m + 0.5) / values);
      }
    }
  }

  /**
   * @param values M numbers
   * @return their coefficients
   */
  public double[] of(double[] values) {
    double[] coefficients = new double[basis.length];
    for (int i = 0; i < basis.length; i++) {
      for (int m = 0; m < values.length; m++) {
        coefficients[i] += basis[i][m] * values[m];
      }
    }
    return coefficients;
  }
}
