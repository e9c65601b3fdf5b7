package dev.seq4j.datasets.batch;

/**
 * Random numbers that are a function of a seed and a position, and of nothing else.
 *
 * <p>SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014),
 * whose start is the seed with the parts of the position mixed in one after the other. Written out
 * here so that an order of data stays what it is whatever the Java version.
 */
final class EpochRandom {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /**
   * @param seed any number
   * @param position where in the training the numbers are for, such as epoch and batch
   */
  EpochRandom(long seed, long... position) {
    state = mix(seed + GOLDEN_GAMMA);
    for (long part : position) {
      state = mix(state + GOLDEN_GAMMA * (part + 1));
    }
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /**
   * @param bound above 0
   * @return from 0 to below the bound; the bias, below bound / 2^32, does not matter for an order
   */
  int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /**
   * @return from 0 to below 1
   */
  double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Puts values into a random order (Fisher and Yates). */
  void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
