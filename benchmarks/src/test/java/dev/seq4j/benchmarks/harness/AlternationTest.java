package dev.seq4j.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlternationTest {

  private final List<String> log = new ArrayList<>();

  /** Says that its steps take what it is told, and more in the beginning. */
  private Contender contender(String name, double millis, double coldMillis) {
    return new Contender() {
      private int steps;

      @Override
      public double[] run(int count) {
        log.add(name + count);
        double[] times = new double[count];
        Arrays.setAll(times, i -> steps++ == 0 ? coldMillis : millis);
        return times;
      }

      @Override
      public void close() {
        log.add("close " + name);
      }
    };
  }

  private double[] medians(Schedule schedule, Contender... contenders) {
    try (Alternation alternation = new Alternation(schedule)) {
      for (Contender contender : contenders) {
        alternation.add(contender);
      }
      return alternation.medians();
    }
  }

  @Test
  void sidesTakeTurnsAfterAWarmUpThatDoesNotCount() {
    double[] medians =
        medians(new Schedule(60, 30, 3, 1), contender("a", 10, 50), contender("b", 15, 75));
    assertThat(medians).containsExactly(10, 15);
    assertThat(log)
        .containsExactly(
            "a1", "a1", "b1", "a3", "b1", "a3", "b2", "a3", "b2", "close a", "close b");
  }

  @Test
  void aSlowSideSitsOutWhatItHasUsedUp() {
    medians(new Schedule(10, 10, 6, 1), contender("a", 10, 10), contender("b", 35, 35));
    assertThat(log)
        .containsSubsequence("a1", "b1", "a1", "a1", "a1", "b1", "a1", "a1", "a1", "close a")
        .filteredOn("b1"::equals)
        .hasSize(2);
  }

  @Test
  void takesAtLeastSoManyTimesOfEachSide() {
    medians(new Schedule(1, 10, 1, 3), contender("a", 1, 1), contender("b", 500, 500));
    assertThat(log).containsExactly("a1", "b1", "a10", "b1", "b1", "b1", "close a", "close b");
  }

  @Test
  void withoutALeastNumberAVerySlowSideRunsOnce() {
    double[] medians =
        medians(new Schedule(1, 10, 2, 0), contender("a", 1, 1), contender("b", 500, 500));
    assertThat(medians).containsExactly(1, 500);
    assertThat(log).containsExactly("a1", "b1", "a10", "a10", "close a", "close b");
  }

  @Test
  void theMedianIsTheMiddle() {
    assertThat(Alternation.median(List.of(3.0, 1.0, 100.0))).isEqualTo(3);
    assertThat(Alternation.median(List.of(4.0, 1.0, 100.0, 3.0))).isEqualTo(3.5);
  }
}
