package dev.seq4j.core.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Native floats of a test, filled with a canary that shows reads and writes of what is not there.
 */
public final class NativeArray implements AutoCloseable {

  public static final float CANARY = 12345f;

  private static final int MARGIN = 64;

  private final FloatPointer memory;
  private final int length;

  public NativeArray(int length) {
    this.length = length;
    memory = new FloatPointer(length + 2L * MARGIN);
    for (int i = 0; i < length + 2 * MARGIN; i++) {
      memory.put(i, CANARY);
    }
  }

  public NativeFloats floats() {
    return new NativeFloats(memory.address() + Float.BYTES * MARGIN, length);
  }

  public float get(long index) {
    return memory.get(MARGIN + index);
  }

  public void put(long index, double value) {
    memory.put(MARGIN + index, (float) value);
  }

  /** Returns how many floats still hold the canary, the margins included. */
  public int canaries() {
    int count = 0;
    for (int i = 0; i < length + 2 * MARGIN; i++) {
      if (memory.get(i) == CANARY) {
        count++;
      }
    }
    return count - 2 * MARGIN;
  }

  public static NativeArray of(double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    NativeArray array = new NativeArray(rows.length * width);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        array.put((long) i * width + j, rows[i][j]);
      }
    }
    return array;
  }

  @Override
  public void close() {
    memory.close();
  }
}
