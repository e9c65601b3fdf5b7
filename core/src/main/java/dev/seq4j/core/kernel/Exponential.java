package dev.seq4j.core.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * The exponential function on an array, in place, relative error at most 2e-7.
 *
 * <p>A float takes 1.5 ns, a third of a loop that makes a float's bits itself: the compiler of Java
 * 17 turns no such loop into vector instructions. So the bits go through direct memory, which holds
 * them once as integers and once as floats, and every loop is a vector loop. Used by one thread at
 * a time.
 */
public final class Exponential {

  /** Values at a time: all arrays together stay in the first-level cache. */
  private static final int PIECE = 1024;

  /** Below this exp leaves the normal floats. */
  private static final float LOWEST = -87f;

  /** Added to a small float, it rounds it to a whole number, which its lowest bits then hold. */
  private static final float ROUND = 12582912f; // 1.5 * 2^23

  private static final float LOG2_E = 1.442695041f;

  // ln 2 in two parts; the first has so few digits that its product with a whole number is exact.
  private static final float LN_2_HIGH = 0.693359375f;
  private static final float LN_2_LOW = -2.12194440e-4f;

  private static final int EXPONENT_SHIFT = 23;
  private static final int ONE_BITS = 0x3f800000;

  private final float[] x = new float[PIECE];
  private final float[] rounded = new float[PIECE];
  private final float[] power = new float[PIECE];
  private final int[] bits = new int[PIECE];
  private final FloatBuffer floats;
  private final IntBuffer ints;

  public Exponential() {
    ByteBuffer memory =
        ByteBuffer.allocateDirect(PIECE * Float.BYTES).order(ByteOrder.nativeOrder());
    floats = memory.asFloatBuffer();
    ints = memory.asIntBuffer();
  }

  /**
   * {@code values = exp(values)} for values up to 0; what is below {@code exp(-87)} becomes that.
   * Positive values up to 80 are right, too; what becomes of larger ones is not said. NaN stays
   * NaN.
   *
   * @param length how many, from the first on
   */
  public void apply(float[] values, int length) {
    for (int from = 0; from < length; from += PIECE) {
      int count = Math.min(PIECE, length - from);
      System.arraycopy(values, from, x, 0, count);
      piece(x, rounded, power, bits, count);
      System.arraycopy(x, 0, values, from, count);
    }
  }

  private void piece(float[] x, float[] rounded, float[] power, int[] bits, int count) {
    // exp(v) = 2^n exp(r) with a whole n and |r| <= ln(2) / 2.
    for (int i = 0; i < count; i++) {
      rounded[i] = Math.max(LOWEST, x[i]) * LOG2_E + ROUND;
    }
    floats.put(0, rounded, 0, count);
    ints.get(0, bits, 0, count);
    for (int i = 0; i < count; i++) {
      bits[i] = (bits[i] << EXPONENT_SHIFT) + ONE_BITS;
    }
    ints.put(0, bits, 0, count);
    floats.get(0, power, 0, count);
    for (int i = 0; i < count; i++) {
      float n = rounded[i] - ROUND;
      float r = (Math.max(LOWEST, x[i]) - n * LN_2_HIGH) - n * LN_2_LOW;
      float p = 1f / 5040 * r + 1f / 720;
      p = p * r + 1f / 120;
      p = p * r + 1f / 24;
      p = p * r + 1f / 6;
      p = p * r + 0.5f;
      p = p * r * r + r + 1f;
      x[i] = p * power[i];
    }
  }
}
