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
public final class Alternation {

  /**
   * Between two sides nothing runs: idle threads of OpenBLAS spin for 2^26 cycles and those of
   * OpenMP for some milliseconds before they sleep, and would take a core from the next side.
   */
  private static final long PAUSE_MILLIS = 60;

  private final Schedule schedule;
  private final List<Side> sides = new ArrayList<>();

  /**
   * @param schedule how long is measured
   * @param contenders the sides
   */
  public Alternation(Schedule schedule, List<Contender> contenders) {
    this.schedule = schedule;
    contenders.forEach(contender -> sides.add(new Side(contender)));
  }

  /**
   * Runs.
   *
   * @return the median of each side in milliseconds, in the order of the contenders
   */
  public double[] medians() {
    for (Side side : sides) {
      side.warmUp(schedule.warmUpMillis());
      pause();
    }
    for (int round = 0; round < schedule.rounds(); round++) {
      for (Side side : sides) {
        if (side.used <= round * schedule.blockMillis()) {
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
    return sides.stream().mapToDouble(side -> median(side.times)).toArray();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
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
    private double used;
    private double step;

    Side(Contender contender) {
      this.contender = contender;
    }

    void warmUp(double millis) {
      double spent = 0;
      while (spent < millis) {
        step = contender.run(1)[0];
        spent += step;
      }
    }

    void runBlock(double millis) {
      int steps = (int) Math.max(1, Math.min(1000, millis / step));
      double[] taken = contender.run(steps);
      Arrays.stream(taken).forEach(times::add);
      used += Arrays.stream(taken).sum();
      step = median(times);
    }
  }
}
