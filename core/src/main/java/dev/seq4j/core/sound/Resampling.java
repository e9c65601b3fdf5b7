package dev.seq4j.core.sound;

/**
 * Brings samples to another rate by band-limited interpolation (Smith and Gossett 1984).
 *
 * <pre>
 *   y(t) = sum over k of x_k c g(c |t - k|)                  t in samples of x
 *   g(v) = sin(pi v) / (pi v) cos^2(pi v / 32)               v below 16, else 0
 * </pre>
 *
 * <p>c, in (0, 1), is where the band ends, as a share of half the old rate: a little below the half
 * of the lower rate, so that what would fold back is gone. g is read from a table, between whose
 * entries lie straight lines.
 */
final class Resampling {

  /** Zeros of g on either side. */
  private static final int ZEROS = 16;

  /** What is left of the band; the rest is where the filter falls off. */
  private static final double BAND = 0.94;

  /** Entries of the table from a zero to the next. */
  private static final int FINENESS = 512;

  private static final double[] TABLE = table();

  private Resampling() {}

  private static double[] table() {
    double[] table = new double[ZEROS * FINENESS + 2]; // a zero more, to look up the last
    table[0] = 1;
    for (int i = 1; i < ZEROS * FINENESS; i++) {
      double x = Math.PI * i / FINENESS;
      double window = Math.cos(x / (2 * ZEROS));
      table[i] = Math.sin(x) / x * window * window;
    }
    return table;
  }

  static float[] of(float[] samples, int from, int to) {
    double cutoff = BAND * Math.min(1, (double) to / from);
    double reach = ZEROS / cutoff;
    int count = (int) Math.max(1, Math.round((double) samples.length * to / from));
    float[] made = new float[count];
    for (int i = 0; i < count; i++) {
      double time = (double) i * from / to;
      int first = Math.max(0, (int) Math.ceil(time - reach));
      int last = Math.min(samples.length - 1, (int) Math.floor(time + reach));
      double sum = 0;
      for (int k = first; k <= last; k++) {
        double place = Math.abs(time - k) * cutoff * FINENESS;
        int entry = (int) place;
        double share = place - entry;
        sum += samples[k] * (TABLE[entry] + share * (TABLE[entry + 1] - TABLE[entry]));
      }
      made[i] = (float) (cutoff * sum);
    }
    return made;
  }
}
