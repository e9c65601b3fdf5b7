package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Matrix;
import dev.seq4j.core.kernel.NativeBuffer;

/**
 * Where the heads of queries, keys, values or results lie: side by side in some columns of a buffer
 * of tokens.
 *
 * @param buffer [tokens, stride]
 * @param stride columns of the buffer
 * @param column the first head's first
 */
record HeadColumns(NativeBuffer buffer, int stride, int column) {

  private long at(int token, int head, int headWidth) {
    return (long) token * stride + column + (long) head * headWidth;
  }

  /** Returns the matrix of a head, whose first row is this token's. */
  Matrix matrix(int token, int head, int headWidth) {
    return Matrix.of(buffer, at(token, head, headWidth), stride);
  }

  /** Copies a head of some tokens to the begin of an array, [tokens, headWidth]. */
  void get(int token, int count, int head, int headWidth, float[] target) {
    buffer.getRows(at(token, head, headWidth), stride, count, headWidth, target);
  }

  /** The way back of {@link #get}. */
  void put(int token, int count, int head, int headWidth, float[] source) {
    buffer.putRows(at(token, head, headWidth), stride, count, headWidth, source, 0);
  }
}
