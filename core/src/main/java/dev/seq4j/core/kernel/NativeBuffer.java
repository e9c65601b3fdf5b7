package dev.seq4j.core.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Native floats of our own that grow geometrically and lose what they hold when they grow. Used by
 * one thread at a time.
 */
public final class NativeBuffer {

  private static final double GROWTH = 1.25;

  private final NativeMemory memory;
  private FloatPointer block;
  private NativeFloats floats = new NativeFloats(0, 0);
  private FloatBuffer view = FloatBuffer.allocate(0);

  NativeBuffer(NativeMemory memory) {
    this.memory = memory;
  }

  /**
   * Makes room.
   *
   * @param length floats needed
   * @throws IllegalArgumentException if one buffer cannot hold so many
   */
  public void require(long length) {
    if (length <= floats.length()) {
      return;
    }
    if (length > NativeFloats.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "buffer of " + length + " floats: at most " + NativeFloats.MAX_LENGTH + " fit in one");
    }
    long grown = Math.min(NativeFloats.MAX_LENGTH, (long) (floats.length() * GROWTH));
    free();
    block = memory.allocate(Math.max(length, grown));
    floats = NativeFloats.of(block);
    view = floats.buffer();
  }

  /** Gives the memory back. */
  public void free() {
    if (block != null) {
      memory.free(block);
      block = null;
      floats = new NativeFloats(0, 0);
      view = floats.buffer();
    }
  }

  public NativeFloats floats() {
    return floats;
  }

  /** Copies {@code length} floats from {@code offset} on into {@code target}. */
  public void get(long offset, float[] target, int targetOffset, int length) {
    view.get((int) offset, target, targetOffset, length);
  }

  /** Copies {@code length} floats from {@code source} to {@code offset}. */
  public void put(long offset, float[] source, int sourceOffset, int length) {
    view.put((int) offset, source, sourceOffset, length);
  }

  /** Copies {@code length} floats from a view of other memory to {@code offset}. */
  public void put(long offset, FloatBuffer source, int sourceOffset, int length) {
    view.put((int) offset, source, sourceOffset, length);
  }

  /** Returns whether the first floats are those of a view of other memory. */
  public boolean holds(FloatBuffer other, int length) {
    return view.slice(0, length).equals(other.slice(0, length));
  }

  /**
   * Copies a block of rows out: row i of {@code rows} begins at {@code offset + i * stride} and has
   * {@code length} floats; in {@code target} they lie one after the other from its begin.
   */
  public void getRows(long offset, int stride, int rows, int length, float[] target) {
    if (stride == length) {
      get(offset, target, 0, rows * length);
      return;
    }
    for (int row = 0; row < rows; row++) {
      get(offset + (long) row * stride, target, row * length, length);
    }
  }

  /** The way back of {@link #getRows}, from {@code sourceOffset} on. */
  public void putRows(
      long offset, int stride, int rows, int length, float[] source, int sourceOffset) {
    if (stride == length) {
      put(offset, source, sourceOffset, rows * length);
      return;
    }
    for (int row = 0; row < rows; row++) {
      put(offset + (long) row * stride, source, sourceOffset + row * length, length);
    }
  }
}
