package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeMemory;
import java.util.Arrays;

/**
 * The keys and values of all steps so far, for generation: each row of the batch has its own number
 * of them. A row grows by doubling.
 */
final class KeyValueCache implements RowRanges {

  private static final int FIRST_CAPACITY = 32;

  private final int batch;
  private final int width;
  private final NativeMemory memory;
  private final int[] lengths;
  private NativeBuffer buffer; // [batch * capacity, 2 * width]
  private int capacity;

  /**
   * @param batch rows
   * @param width of the keys, and of the values
   */
  KeyValueCache(int batch, int width, NativeMemory memory) {
    this.batch = batch;
    this.width = width;
    this.memory = memory;
    lengths = new int[batch];
    buffer = memory.newBuffer();
  }

  void clear() {
    Arrays.fill(lengths, 0);
  }

  @Override
  public int first(int row) {
    return row * capacity;
  }

  @Override
  public int length(int row) {
    return lengths[row];
  }

  /** Where the keys lie; to be asked again after {@link #makeRoom}. */
  HeadColumns keys() {
    return new HeadColumns(buffer, 2 * width, 0);
  }

  /** Where the values lie; to be asked again after {@link #makeRoom}. */
  HeadColumns values() {
    return new HeadColumns(buffer, 2 * width, width);
  }

  /**
   * Makes room for what {@link #append} will be called with.
   *
   * @param rows which rows will get how many
   */
  void makeRoom(TokenRows rows) {
    int longest = 0;
    for (int row = 0; row < batch; row++) {
      longest = Math.max(longest, lengths[row] + rows.length(row));
    }
    grow(longest);
  }

  /**
   * Appends new keys and values of one row. Rows may be appended to at the same time.
   *
   * @param rows which rows get how many
   * @param projected [tokens, 3 * width]: queries, keys, values
   * @param line scratch of at least 2 * width floats
   */
  void append(int row, TokenRows rows, NativeBuffer projected, float[] line) {
    for (int i = 0; i < rows.length(row); i++) {
      projected.get((rows.first(row) + i) * 3L * width + width, line, 0, 2 * width);
      put(row, lengths[row]++, line);
    }
  }

  /**
   * Replaces all.
   *
   * @param newLengths for each row how many
   * @param pairs [batch, time, 2 * width]: keys, values
   * @param time at least the longest length
   */
  void set(int[] newLengths, float[] pairs, int time) {
    clear();
    grow(Arrays.stream(newLengths).max().orElse(0));
    float[] pair = new float[2 * width];
    for (int row = 0; row < batch; row++) {
      for (int i = 0; i < newLengths[row]; i++) {
        System.arraycopy(pairs, (row * time + i) * pair.length, pair, 0, pair.length);
        put(row, i, pair);
      }
      lengths[row] = newLengths[row];
    }
  }

  /**
   * Copies all out.
   *
   * @param time at least the longest length
   * @return [batch, time, 2 * width]: keys, values, zero beyond a row's length
   */
  float[] get(int time) {
    int pair = 2 * width;
    float[] pairs = new float[batch * time * pair];
    for (int row = 0; row < batch; row++) {
      int length = lengths[row] * pair;
      if (length > 0) {
        buffer.get((long) first(row) * pair, pairs, row * time * pair, length);
      }
    }
    return pairs;
  }

  private void put(int row, int step, float[] pair) {
    buffer.put((first(row) + (long) step) * 2 * width, pair, 0, 2 * width);
  }

  private void grow(int needed) {
    if (needed <= capacity) {
      return;
    }
    int larger = Math.max(Math.max(FIRST_CAPACITY, 2 * capacity), needed);
    NativeBuffer target = memory.newBuffer();
    target.require((long) batch * larger * 2 * width);
    float[] pairs = new float[2 * width];
    for (int row = 0; row < batch; row++) {
      for (int i = 0; i < lengths[row]; i++) {
        buffer.get((first(row) + (long) i) * pairs.length, pairs, 0, pairs.length);
        target.put(((long) row * larger + i) * pairs.length, pairs, 0, pairs.length);
      }
    }
    buffer.free();
    buffer = target;
    capacity = larger;
  }
}
