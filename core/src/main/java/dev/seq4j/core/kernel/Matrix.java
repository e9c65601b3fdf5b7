package dev.seq4j.core.kernel;

/**
 * A matrix in 'c' order somewhere in native memory; its numbers of rows and columns come with the
 * product.
 *
 * @param floats the memory
 * @param at where the first row begins
 * @param stride distance between two rows
 */
public record Matrix(NativeFloats floats, long at, int stride) {

  public static Matrix of(NativeBuffer buffer, long at, int stride) {
    return new Matrix(buffer.floats(), at, stride);
  }

  /** {@code C = alpha A B + beta C} with A [m, k] and B [k, n]. */
  public static void product(
      int m, int n, int k, float alpha, Matrix a, Matrix b, float beta, Matrix c) {
    product(false, false, m, n, k, alpha, a, b, beta, c);
  }

  /** {@code C = alpha A B' + beta C} with A [m, k] and B [n, k]. */
  public static void productWithTransposed(
      int m, int n, int k, float alpha, Matrix a, Matrix b, float beta, Matrix c) {
    product(false, true, m, n, k, alpha, a, b, beta, c);
  }

  /** {@code C = alpha A' B + beta C} with A [k, m] and B [k, n]. */
  public static void productOfTransposed(
      int m, int n, int k, float alpha, Matrix a, Matrix b, float beta, Matrix c) {
    product(true, false, m, n, k, alpha, a, b, beta, c);
  }

  private static void product(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      Matrix a,
      Matrix b,
      float beta,
      Matrix c) {
    Blas.sgemm(
        transposeA,
        transposeB,
        m,
        n,
        k,
        alpha,
        a.floats,
        a.at,
        a.stride,
        b.floats,
        b.at,
        b.stride,
        beta,
        c.floats,
        c.at,
        c.stride);
  }
}
