package dev.seq4j.benchmarks.harness;

/**
 * How long is measured.
 *
 * @param warmUpMillis how long each side runs before its time is taken, one step at least
 * @param blockMillis how long a side runs in a round, one step at least
 * @param rounds how often the sides take turns
 * @param minSteps how many times are taken of each side, at least; with 0, a side whose step is
 *     longer than all its rounds runs no more than once
 */
public record Schedule(double warmUpMillis, double blockMillis, int rounds, int minSteps) {

  /** For numbers that are published. */
  public static final Schedule FULL = new Schedule(6000, 500, 30, 3);

  /** For a look. */
  public static final Schedule QUICK = new Schedule(1500, 300, 5, 0);
}
