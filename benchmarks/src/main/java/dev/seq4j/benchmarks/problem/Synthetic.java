package dev.seq4j.benchmarks.problem;

import java.util.Arrays;
import java.util.Random;

/** Numbers as real data have them, the same in every process. */
final class Synthetic {

  /** Of film reviews, in words. */
  private static final double MEDIAN_LENGTH = 175;

  private static final double LENGTH_SPREAD = 0.6;
  private static final int SHORTEST = 50;
  private static final int LONGEST = 400;

  private final Random random;

  Synthetic(long seed) {
    random = new Random(seed);
  }

  /** Log-normal lengths with median 175, clipped to 50 to 400, the longest first. */
  int[] reviewLengths(int count) {
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      double length = MEDIAN_LENGTH * Math.exp(LENGTH_SPREAD * random.nextGaussian());
      lengths[i] = -(int) Math.max(SHORTEST, Math.min(LONGEST, length));
    }
    Arrays.sort(lengths);
    Arrays.setAll(lengths, i -> -lengths[i]);
    return lengths;
  }

  float[] normal(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  int[] uniform(int count, int from, int below) {
    return random.ints(count, from, below).toArray();
  }

  /** Numbers of words from 1 on, the first ones the most frequent, as in Zipf's law. */
  int[] words(int count, int vocabulary) {
    int[] words = new int[count];
    Arrays.setAll(words, i -> (int) Math.pow(vocabulary, random.nextDouble()));
    return words;
  }
}
