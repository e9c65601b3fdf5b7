package dev.seq4j.core.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Adds the threads' gradients of the same parameters up, always in the same order, so that equal
 * input gives equal bits.
 */
public final class GradientSum {

  /** Floats of a strip: two arrays of them stay in the first-level cache. */
  private static final int STRIP = 1 << 12;

  private GradientSum() {}

  /**
   * @param parts what the threads have, each at least as long as the target; none means zero
   * @param length of the target
   * @param target overwritten
   */
  public static void write(
      List<NativeBuffer> parts, int length, NativeFloats target, Shards shards) {
    FloatBuffer sums = target.buffer();
    int strips = (length + STRIP - 1) / STRIP;
    int threads = Math.min(strips, shards.parallelism());
    shards.run(
        threads,
        thread -> {
          float[] sum = new float[STRIP];
          float[] more = new float[STRIP];
          for (int strip = thread; strip < strips; strip += threads) {
            int at = strip * STRIP;
            int count = Math.min(STRIP, length - at);
            Arrays.fill(sum, 0f);
            for (NativeBuffer part : parts) {
              part.get(at, more, 0, count);
              FloatLoops.plus(sum, more, count);
            }
            sums.put(at, sum, 0, count);
          }
        });
  }
}
