package dev.seq4j.benchmarks.harness;

import java.util.Locale;

/**
 * What a comparison is to reach.
 *
 * @param measure of what
 * @param limit the most that is allowed
 */
public record Goal(Measure measure, double limit) {

  /** What a goal limits. */
  public enum Measure {
    /** Our time divided by the peer's. */
    RATIO,
    /** Our time in milliseconds. */
    MILLISECONDS
  }

  /**
   * @param limit of our time divided by the peer's
   * @return the goal
   */
  public static Goal ratio(double limit) {
    return new Goal(Measure.RATIO, limit);
  }

  /**
   * @param limit of our time
   * @return the goal
   */
  public static Goal milliseconds(double limit) {
    return new Goal(Measure.MILLISECONDS, limit);
  }

  /**
   * @param row a result
   * @return whether it is within the limit
   */
  boolean reachedBy(Row row) {
    return (measure == Measure.RATIO ? row.ratio() : row.ours()) <= limit;
  }

  @Override
  public String toString() {
    return measure == Measure.RATIO
        ? String.format(Locale.ROOT, "<= %.2f", limit)
        : String.format(Locale.ROOT, "<= %.0f ms", limit);
  }
}
