package dev.seq4j.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the times of several sides in turns, so that a busy moment of the machine hits all alike.
 *
 * <p>In a round each side runs for about the same time. One whose single step takes longer sits out
 * as many rounds as it has used up. The result is the median of all its steps.
 */
public final class Alternation implements AutoCloseable {

  /**
   * Between two sides nothing runs: idle threads of OpenBLAS spin for 2^26 cycles and those of
   * OpenMP for some milliseconds before they sleep, and would take a core from the next side.
   */
  private static final long PAUSE_MILLIS = 60;

  /** So that the answer of another process stays a line of reasonable length. */
  private static final int MOST_STEPS = 1000;

  private final Schedule schedule;
  private final List<Side> sides = new ArrayList<>();

  /**
   * @param schedule how long is measured
   */
  public Alternation(Schedule schedule) {
    this.schedule = schedule;
  }

  /**
   * @param contender one more side, closed with this
   */
  public void add(Contender contender) {
    sides.add(new Side(contender));
  }

  /**
   * Runs.
   *
   * @return the median of each side in milliseconds, in the order in which they were added
   */
  public double[] medians() {
    for (Side side : sides) {
      side.warmUp(schedule.warmUpMillis());
      pause();
    }
    for (int round = 1; round <= schedule.rounds(); round++) {
      for (Side side : sides) {
        if (side.used < round * schedule.blockMillis()) {
          side.runBlock(schedule.blockMillis());
          pause();
        }
      }
    }
    for (Side side : sides) {
      while (side.times.size() < schedule.minSteps()) {
        side.runBlock(schedule.blockMillis());
        pause();
      }
    }
    return sides.stream().mapToDouble(side -> side.step).toArray();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    sides.forEach(side -> side.contender.close());
  }

  /**
   * @param values one or more
   * @return the value in the middle, or the mean of the two there
   */
  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static final class Side {

    private final Contender contender;
    private final List<Double> times = new ArrayList<>();

    /** Milliseconds that count against its share of the rounds. */
    private double used;

    /** The best that is known of how long a step takes. */
    private double step;

    Side(Contender contender) {
      this.contender = contender;
    }

    void warmUp(double millis) {
      used = -millis;
      while (used < 0) {
        step = contender.run(1)[0];
        used += step;
      }
    }

    void runBlock(double millis) {
      int steps = (int) Math.max(1, Math.min(MOST_STEPS, millis / step));
      double[] taken = contender.run(steps);
      Arrays.stream(taken).forEach(times::add);
      used += Arrays.stream(taken).sum();
      step = median(times);
    }
  }
}
