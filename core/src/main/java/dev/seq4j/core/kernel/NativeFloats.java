package dev.seq4j.core.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A run of floats in native memory that somebody else owns and keeps alive.
 *
 * <p>Every kernel reads and writes memory of its caller through this type, so that a wrong size is
 * an exception and not a crash. One run holds at most {@link #MAX_LENGTH} floats (2 GB), which is
 * what a {@link FloatBuffer} can see.
 *
 * @param address of the first float, a multiple of 4
 * @param length in floats
 */
public record NativeFloats(long address, long length) {

  /** The most floats in one run: 2 GB. */
  public static final long MAX_LENGTH = Integer.MAX_VALUE / Float.BYTES;

  /**
   * @throws IllegalArgumentException if the length is negative or too large, or the address is no
   *     address of a float
   */
  public NativeFloats {
    if (length < 0 || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "length = " + length + ": must be in [0, " + MAX_LENGTH + "]");
    }
    if (length > 0 && (address <= 0 || address % Float.BYTES != 0)) {
      throw new IllegalArgumentException(
          "address = " + address + ": must be positive and a multiple of " + Float.BYTES);
    }
  }

  /**
   * @param pointer with its limit set; it must stay reachable while the result is used
   * @return the floats from the pointer's position to its limit
   */
  public static NativeFloats of(FloatPointer pointer) {
    return new NativeFloats(
        pointer.address() + Float.BYTES * pointer.position(), pointer.limit() - pointer.position());
  }

  /**
   * @param offset first float
   * @param size how many
   * @return some of these floats
   * @throws IllegalArgumentException if they do not lie inside
   */
  public NativeFloats part(long offset, long size) {
    requireRange("part", offset, size);
    return new NativeFloats(address + Float.BYTES * offset, size);
  }

  /** Returns a view of these floats for copies to and from arrays. */
  public FloatBuffer buffer() {
    if (length == 0) {
      return FloatBuffer.allocate(0);
    }
    return new MovablePointer().moveTo(address, length).asBuffer();
  }

  /**
   * Checks that a range lies inside.
   *
   * @param what the name of the range for the message
   * @param offset first float
   * @param size in floats
   */
  public void requireRange(String what, long offset, long size) {
    if (offset < 0 || size < 0 || offset > length - size) {
      throw new IllegalArgumentException(
          what + " = [" + offset + ", " + (offset + size) + "): must lie in [0, " + length + ")");
    }
  }
}
