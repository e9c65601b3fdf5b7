package dev.seq4j.core.kernel;

import java.util.Arrays;

/** Checks of strided views, so that no copy ever leaves its memory. */
final class Strides {

  private Strides() {}

  static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " = " + value + ": must not be negative");
    }
  }

  static void requireInside(
      String name, NativeFloats memory, long offset, long[] strides, long[] sizes) {
    long last = Math.min(offset, memory.length());
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == 0) {
        return;
      }
      // Strides beyond any memory would overflow the sum.
      if (strides[i] > NativeFloats.MAX_LENGTH) {
        throw outside(name, memory, offset, strides, sizes);
      }
      last += strides[i] * (sizes[i] - 1);
    }
    if (last >= memory.length()) {
      throw outside(name, memory, offset, strides, sizes);
    }
  }

  /** Each dimension must step over all that the dimensions with smaller strides cover. */
  static void requireDistinct(String name, long[] strides, long[] sizes) {
    for (long size : sizes) {
      if (size == 0) {
        return;
      }
    }
    for (int i = 0; i < sizes.length; i++) {
      long covered = 1;
      for (int j = 0; j < sizes.length; j++) {
        boolean inner = strides[j] < strides[i] || strides[j] == strides[i] && j < i;
        if (inner && sizes[j] > 1) {
          covered += strides[j] * (sizes[j] - 1);
        }
      }
      if (sizes[i] > 1 && strides[i] < covered) {
        throw new IllegalArgumentException(
            name
                + ": strides "
                + Arrays.toString(strides)
                + " of shape "
                + Arrays.toString(sizes)
                + " write one place twice");
      }
    }
  }

  private static IllegalArgumentException outside(
      String name, NativeFloats memory, long offset, long[] strides, long[] sizes) {
    return new IllegalArgumentException(
        name
            + ": shape "
            + Arrays.toString(sizes)
            + " with strides "
            + Arrays.toString(strides)
            + " from "
            + offset
            + " on does not fit in "
            + memory.length()
            + " floats");
  }
}
