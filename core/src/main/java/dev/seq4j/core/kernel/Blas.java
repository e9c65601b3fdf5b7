package dev.seq4j.core.kernel;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Matrix products by the BLAS that ND4J's native backend carries, on checked native memory.
 *
 * <p>All matrices are row-major ('c' order). The products are thread-safe. How many threads BLAS
 * itself uses is a global setting; a kernel that computes on several Java threads at once wants
 * one:
 *
 * <pre>{@code
 * Blas.Session session = Blas.singleThreaded();
 * try {
 *   // sgemm from as many Java threads as you like
 * } finally {
 *   session.close();
 * }
 * }</pre>
 */
public final class Blas {

  /**
   * Columns of a panel of a second factor: four vectors of 16 floats, with which BLAS computes a
   * product in place at full speed.
   */
  public static final int PANEL = TiledProduct.PANEL;

  private static final boolean IN_PLACE = OpenBlas.multipliesInPlace(OpenBlas.chooseKernels());

  private static final ThreadLocal<Operands> OPERANDS = ThreadLocal.withInitial(Operands::new);

  private Blas() {}

  /**
   * Has BLAS choose its kernels now rather than at the first product here, since other products of
   * the process, ND4J's, come out of the same kernels: chosen in the middle of a training, its
   * numbers would be others than those of a training that is resumed.
   */
  public static void chooseKernels() {
    // The choice is made when this class is initialised, once.
  }

  /**
   * Returns whether BLAS reads the factors of a product where they lie. Then a product is faster
   * with a second factor that comes in matrices of {@link #PANEL} columns, one after the other, and
   * one of a few hundred rows is as fast as a larger one; else factors are copied at each product,
   * so that the fewer there are, the better.
   */
  public static boolean multipliesInPlace() {
    return IN_PLACE;
  }

  /**
   * {@code C = alpha op(A) op(B) + beta C}, where op is the identity or the transpose.
   *
   * @param transposeA whether A is stored as [k, m] instead of [m, k]
   * @param transposeB whether B is stored as [n, k] instead of [k, n]
   * @param m rows of C
   * @param n columns of C
   * @param k inner size
   * @param alpha factor of the product
   * @param a memory of A
   * @param aOffset where A begins
   * @param lda distance between two stored rows of A
   * @param b memory of B
   * @param bOffset where B begins
   * @param ldb distance between two stored rows of B
   * @param beta factor of what C holds; with 0 it is not read
   * @param c memory of C
   * @param cOffset where C begins
   * @param ldc distance between two rows of C
   * @throws IllegalArgumentException if a size is negative or a matrix does not lie in its memory
   */
  public static void sgemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      NativeFloats a,
      long aOffset,
      int lda,
      NativeFloats b,
      long bOffset,
      int ldb,
      float beta,
      NativeFloats c,
      long cOffset,
      int ldc) {
    if (m < 0 || n < 0 || k < 0) {
      throw new IllegalArgumentException(
          "m, n, k = " + m + ", " + n + ", " + k + ": none may be negative");
    }
    requireMatrix("A", a, aOffset, transposeA ? k : m, transposeA ? m : k, lda);
    requireMatrix("B", b, bOffset, transposeB ? n : k, transposeB ? k : n, ldb);
    requireMatrix("C", c, cOffset, m, n, ldc);
    if (m == 0 || n == 0) {
      return;
    }
    Operands at = OPERANDS.get();
    at.a.moveTo(a.address() + Float.BYTES * aOffset, 1);
    at.b.moveTo(b.address() + Float.BYTES * bOffset, 1);
    at.c.moveTo(c.address() + Float.BYTES * cOffset, 1);
    if (m == 1 && k > 0) {
      // One row times a matrix, which sgemv reads once; sgemm would copy it first.
      openblas_nolapack.cblas_sgemv(
          openblas_nolapack.CblasRowMajor,
          transposeB ? openblas_nolapack.CblasNoTrans : openblas_nolapack.CblasTrans,
          transposeB ? n : k,
          transposeB ? k : n,
          alpha,
          at.b,
          ldb,
          at.a,
          transposeA ? lda : 1,
          beta,
          at.c,
          1);
      return;
    }
    if (n == 1 && k > 0) {
      // A matrix times one column: sgemv reads A once, sgemm would copy it first (8 times slower).
      openblas_nolapack.cblas_sgemv(
          openblas_nolapack.CblasRowMajor,
          transposeA ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
          transposeA ? k : m,
          transposeA ? m : k,
          alpha,
          at.a,
          lda,
          at.b,
          transposeB ? 1 : ldb,
          beta,
          at.c,
          ldc);
      return;
    }
    if (IN_PLACE && k > 0 && TiledProduct.suits(transposeB, m)) {
      at.tiles.compute(
          transposeA,
          transposeB,
          m,
          n,
          k,
          alpha,
          at.a.address(),
          lda,
          b,
          bOffset,
          ldb,
          beta,
          at.c.address(),
          ldc);
      return;
    }
    float factor = beta;
    if (beta == 0 && ldc == n && k > 0) {
      // OpenBLAS clears C row by row before it adds to it: up to a quarter of a small product.
      Pointer.memset(at.c, 0, Float.BYTES * (long) m * n);
      factor = 1;
    }
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        transposeA ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        transposeB ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        m,
        n,
        k,
        alpha,
        at.a,
        lda,
        at.b,
        ldb,
        factor,
        at.c,
        ldc);
  }

  /**
   * The sum of products, {@code x . y}.
   *
   * @param n how many
   * @param x memory of x
   * @param xOffset where x begins
   * @param y memory of y
   * @param yOffset where y begins
   * @return their dot product, summed in single precision
   * @throws IllegalArgumentException if a vector does not lie in its memory
   */
  public static float dot(int n, NativeFloats x, long xOffset, NativeFloats y, long yOffset) {
    x.requireRange("x", xOffset, n);
    y.requireRange("y", yOffset, n);
    Operands at = OPERANDS.get();
    at.a.moveTo(x.address() + Float.BYTES * xOffset, 1);
    at.b.moveTo(y.address() + Float.BYTES * yOffset, 1);
    return openblas_nolapack.cblas_sdot(n, at.a, 1, at.b, 1);
  }

  private static void requireMatrix(
      String name, NativeFloats memory, long offset, int rows, int columns, int ld) {
    if (ld < Math.max(1, columns)) {
      throw new IllegalArgumentException(
          "leading dimension of " + name + " = " + ld + ": must be at least " + columns);
    }
    long size = rows == 0 || columns == 0 ? 0 : (rows - 1L) * ld + columns;
    memory.requireRange(name, offset, size);
  }

  /**
   * Asks BLAS to use one thread a call until the session is closed. Sessions count: the first one
   * opened sets the number, the last one closed puts back what was there. It takes about a
   * microsecond.
   *
   * @return the session, to be closed by anybody, once
   */
  public static Session singleThreaded() {
    return new Session();
  }

  /** As long as one of these is open, each call into BLAS uses one thread. */
  public static final class Session implements AutoCloseable {

    private static int open;
    private static int before;

    private boolean closed;

    private Session() {
      synchronized (Session.class) {
        if (open == 0) {
          before = Threads.count();
          Threads.set(1);
        }
        open++;
      }
    }

    @Override
    public void close() {
      synchronized (Session.class) {
        if (closed) {
          return;
        }
        closed = true;
        open--;
        if (open == 0) {
          Threads.set(before);
        }
      }
    }
  }

  private static final class Operands {
    final MovablePointer a = new MovablePointer();
    final MovablePointer b = new MovablePointer();
    final MovablePointer c = new MovablePointer();
    final TiledProduct tiles = IN_PLACE ? new TiledProduct() : null;
  }

  /**
   * The thread count of BLAS. JavaCPP's own setter looks four symbols up at every call, which takes
   * milliseconds; here OpenBLAS's function is looked up once.
   */
  private static final class Threads {

    private static final Setter OPENBLAS = find();

    static void set(int count) {
      if (OPENBLAS == null) {
        openblas_nolapack.blas_set_num_threads(count);
      } else {
        OPENBLAS.call(count);
      }
    }

    /** What ND4J or the program asked for; without a wish, what OpenBLAS takes by itself. */
    static int count() {
      int asked = openblas_nolapack.blas_get_num_threads();
      return asked > 0 ? asked : Runtime.getRuntime().availableProcessors();
    }

    private static Setter find() {
      Loader.load(openblas_nolapack.class);
      if (Loader.addressof("MKL_Set_Num_Threads") != null) {
        return null;
      }
      Pointer function = Loader.addressof("openblas_set_num_threads");
      return function == null ? null : new Setter(function);
    }
  }

  private static final class Setter
      extends org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads {
    Setter(Pointer function) {
      super();
      put(function);
    }
  }
}
