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
      public void close() {}
    };
  }

  @Test
  void sidesTakeTurnsAfterAWarmUpThatDoesNotCount() {
    Schedule schedule = new Schedule(60, 30, 3, 1);
    double[] medians =
        new Alternation(schedule, List.of(contender("a", 10, 50), contender("b", 15, 99)))
            .medians();
    assertThat(medians).containsExactly(10, 15);
    assertThat(log).containsExactly("a1", "a1", "b1", "a3", "b1", "a3", "b2", "a3", "b2");
  }

  @Test
  void aSlowSideSitsOutWhatItHasUsedUp() {
    Schedule schedule = new Schedule(1, 10, 7, 1);
    new Alternation(schedule, List.of(contender("a", 10, 10), contender("b", 25, 25))).medians();
    assertThat(log)
        .containsExactly("a1", "b1", "a1", "b1", "a1", "a1", "a1", "b1", "a1", "a1", "b1", "a1");
  }

  @Test
  void takesAtLeastSoManyTimesOfEachSide() {
    Schedule schedule = new Schedule(1, 10, 1, 3);
    new Alternation(schedule, List.of(contender("a", 1, 1), contender("b", 500, 500))).medians();
    assertThat(log).containsExactly("a1", "b1", "a10", "b1", "b1", "b1");
  }

  @Test
  void theMedianIsTheMiddle() {
    assertThat(Alternation.median(List.of(3.0, 1.0, 100.0))).isEqualTo(3);
    assertThat(Alternation.median(List.of(4.0, 1.0, 100.0, 3.0))).isEqualTo(3.5);
  }
}
