package dev.seq4j.core.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * A product cut into tiles so small that OpenBLAS's kernels for AVX-512 compute them where their
 * matrices lie, at the speed of the processor. A large product it would pack first, again at every
 * call, which is a fifth of the time of a recurrent layer. Only what these kernels read badly is
 * packed here: the second factor if it is transposed, a panel at a time.
 *
 * <p>Used by one thread at a time. Matrices are checked before.
 */
final class TiledProduct {

  /** The most multiplications of a tile: beyond, OpenBLAS packs. */
  private static final int MOST_MULTIPLICATIONS = 1_000_000;

  /** The most terms of a sum: a panel of this many rows stays in the second-level cache. */
  private static final int MOST_TERMS = 256;

  /** Columns of a panel: four vectors of 16. */
  static final int PANEL = 64;

  /** Rows that the kernels compute at a time. */
  private static final int ROWS_AT_A_TIME = 4;

  /** With fewer rows, turning a panel of a transposed factor takes longer than it saves. */
  private static final int FEWEST_ROWS_TO_TURN = 256;

  private final MovablePointer a = new MovablePointer();
  private final MovablePointer b = new MovablePointer();
  private final MovablePointer c = new MovablePointer();
  private final float[] rows = new float[PANEL * MOST_TERMS];
  private final float[] turned = new float[PANEL * MOST_TERMS];
  private final NativeBuffer panel;

  TiledProduct() {
    panel = new NativeMemory(this).newBuffer();
    panel.require(turned.length);
  }

  /** Returns whether tiles are faster than one call for a product of these forms and rows. */
  static boolean suits(boolean transposeB, int m) {
    return !transposeB || m >= FEWEST_ROWS_TO_TURN;
  }

  /** {@code C = alpha op(A) op(B) + beta C}, as {@link Blas#sgemm}; addresses are of floats. */
  void compute(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      long aAddress,
      int lda,
      NativeFloats bFloats,
      long bOffset,
      int ldb,
      float beta,
      long cAddress,
      int ldc) {
    FloatBuffer toTurn = transposeB ? bFloats.buffer() : null;
    int parts = (k + MOST_TERMS - 1) / MOST_TERMS;
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) k * part / parts);
      int terms = (int) ((long) k * (part + 1) / parts) - from;
      float factor = part == 0 ? beta : 1f;
      for (int column = 0; column < n; column += PANEL) {
        int columns = Math.min(PANEL, n - column);
        int panelStride = ldb;
        if (transposeB) {
          turn(toTurn, bOffset + (long) column * ldb + from, ldb, columns, terms);
          b.moveTo(panel.floats().address(), 1);
          panelStride = columns;
        } else {
          b.moveTo(bFloats.address() + Float.BYTES * (bOffset + (long) from * ldb + column), 1);
        }
        int height = tileRows(m, columns * terms);
        for (int row = 0; row < m; row += height) {
          long inA = transposeA ? (long) from * lda + row : (long) row * lda + from;
          a.moveTo(aAddress + Float.BYTES * inA, 1);
          c.moveTo(cAddress + Float.BYTES * ((long) row * ldc + column), 1);
          openblas_nolapack.cblas_sgemm(
              openblas_nolapack.CblasRowMajor,
              transposeA ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
              openblas_nolapack.CblasNoTrans,
              Math.min(height, m - row),
              columns,
              terms,
              alpha,
              a,
              lda,
              b,
              panelStride,
              factor,
              c,
              ldc);
        }
      }
    }
  }

  /**
   * Returns into how many rows a product is cut: tiles of about the same height, whole multiples of
   * what the kernels compute at a time, so that none is left with a row or two.
   */
  static int tileRows(int m, int multiplicationsOfRow) {
    int most = MOST_MULTIPLICATIONS / multiplicationsOfRow / ROWS_AT_A_TIME * ROWS_AT_A_TIME;
    int tiles = (m + most - 1) / most;
    int even = (m + tiles - 1) / tiles;
    return (even + ROWS_AT_A_TIME - 1) / ROWS_AT_A_TIME * ROWS_AT_A_TIME;
  }

  /**
   * Copies [columns, terms], whose rows lie {@code stride} apart, to the panel as [terms, columns].
   */
  private void turn(FloatBuffer from, long at, int stride, int columns, int terms) {
    for (int column = 0; column < columns; column++) {
      from.get((int) (at + (long) column * stride), rows, column * terms, terms);
    }
    Transpose.copy(rows, columns, terms, turned);
    panel.put(0, turned, 0, columns * terms);
  }
}
