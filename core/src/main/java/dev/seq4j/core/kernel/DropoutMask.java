package dev.seq4j.core.kernel;

/**
 * Dropout (Srivastava et al. 2014) whose zeros are a function of a seed and of the place.
 *
 * <pre>
 *   x = 0 with probability rate, else x / (1 - rate)
 * </pre>
 *
 * <p>No mask is stored: the backward pass multiplies by the same factors again, and the number of
 * threads has no influence. A place is a row, such as the number of a step in its batch, and an
 * index in the row. The rate is rounded to a multiple of 2^-16. A factor takes a nanosecond.
 */
public final class DropoutMask {

  private static final int BITS = 16;
  private static final int DRAWS = Long.SIZE / BITS;
  private static final long DRAW = (1L << BITS) - 1;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final int dropped;
  private final int scaleBits;

  /**
   * @param rate probability of a zero, in [0, 1)
   * @throws IllegalArgumentException if it is not
   */
  public DropoutMask(double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout = " + rate + ": must be in [0, 1)");
    }
    dropped = (int) Math.min(DRAW, Math.round(rate * (1 << BITS)));
    scaleBits = Float.floatToRawIntBits((1 << BITS) / (float) ((1 << BITS) - dropped));
  }

  /**
   * @return whether anything is ever dropped
   */
  public boolean isActive() {
    return dropped > 0;
  }

  /**
   * Computes the factors of a row.
   *
   * @param seed of this pass
   * @param row the row's number
   * @param factors receives 0 or 1 / (1 - rate) for each value of the row
   * @param offset of the first
   * @param length of the row
   */
  public void fill(long seed, long row, float[] factors, int offset, int length) {
    long state = mix(seed ^ mix(row * GOLDEN + 1));
    int end = offset + length;
    int i = offset;
    for (; i <= end - DRAWS; i += DRAWS) {
      state += GOLDEN;
      long bits = mix(state);
      factors[i] = factor(bits);
      factors[i + 1] = factor(bits >>> BITS);
      factors[i + 2] = factor(bits >>> 2 * BITS);
      factors[i + 3] = factor(bits >>> 3 * BITS);
    }
    long bits = mix(state + GOLDEN);
    for (; i < end; i++) {
      factors[i] = factor(bits);
      bits >>>= BITS;
    }
  }

  /**
   * Multiplies a row by its factors.
   *
   * @param seed of this pass
   * @param row the row's number
   * @param x the values
   * @param offset of the row's first
   * @param length of the row
   */
  public void apply(long seed, long row, float[] x, int offset, int length) {
    if (!isActive()) {
      return;
    }
    long state = mix(seed ^ mix(row * GOLDEN + 1));
    long bits = 0;
    for (int i = 0; i < length; i++) {
      if (i % DRAWS == 0) {
        state += GOLDEN;
        bits = mix(state);
      }
      x[offset + i] *= factor(bits);
      bits >>>= BITS;
    }
  }

  /** Without a branch, which would be mispredicted as often as something is dropped. */
  private float factor(long bits) {
    int kept = dropped - 1 - (int) (bits & DRAW) >> Integer.SIZE - 1;
    return Float.intBitsToFloat(kept & scaleBits);
  }

  /** The finalizer of SplitMix64 (Steele et al. 2014). */
  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
    return b ^ b >>> 31;
  }
}
