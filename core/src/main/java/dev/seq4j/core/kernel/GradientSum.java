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

  private static final ThreadLocal<float[][]> ARRAYS =
      ThreadLocal.withInitial(() -> new float[2][STRIP]);

  private GradientSum() {}

  /**
   * @param parts what the threads have; none means zero
   * @param from where it begins in every part, which has at least as much as the target from there
   * @param target receives the sum
   * @param accumulate whether the sum is added to what the target holds
   */
  public static void write(
      List<NativeBuffer> parts, long from, NativeFloats target, boolean accumulate, Shards shards) {
    FloatBuffer sums = target.buffer();
    int length = (int) target.length();
    int strips = (length + STRIP - 1) / STRIP;
    int threads = Math.min(strips, shards.parallelism());
    shards.run(
        threads,
        thread -> {
          float[] sum = ARRAYS.get()[0];
          float[] more = ARRAYS.get()[1];
          for (int strip = thread; strip < strips; strip += threads) {
            int at = strip * STRIP;
            int count = Math.min(STRIP, length - at);
            Arrays.fill(sum, 0f);
            for (NativeBuffer part : parts) {
              part.get(from + at, more, 0, count);
              FloatLoops.plus(sum, more, count);
            }
            if (accumulate) {
              sums.get(at, more, 0, count);
              FloatLoops.plus(sum, more, count);
            }
            sums.put(at, sum, 0, count);
          }
        });
  }
}
