package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

class WarmupCosineScheduleTest {

  private static final WarmupCosineSchedule SCHEDULE = new WarmupCosineSchedule(0.8, 0.2, 4, 104);

  @ParameterizedTest
  @CsvSource({
    "0, 0.2",
    "1, 0.4",
    "2, 0.6",
    "3, 0.8", // up
    "4, 0.8",
    "29, 0.712132",
    "54, 0.5",
    "79, 0.287868",
    "104, 0.2", // down
    "105, 0.2",
    "2147483647, 0.2" // and on
  })
  void risesThenFallsThenStays(int iteration, double expected) {
    assertThat(SCHEDULE.valueAt(iteration, 0)).isCloseTo(expected, within(1e-6));
    assertThat(SCHEDULE.valueAt(iteration, 9)).isEqualTo(SCHEDULE.valueAt(iteration, 0));
  }

  @Test
  void neverRisesAfterTheWarmupNorLeavesItsBounds() {
    for (int i = 4; i < 110; i++) {
      assertThat(SCHEDULE.valueAt(i + 1, 0))
          .isLessThanOrEqualTo(SCHEDULE.valueAt(i, 0))
          .isBetween(0.2, 0.8);
    }
  }

  @Test
  void withoutWarmupItBeginsAtThePeak() {
    WarmupCosineSchedule schedule = new WarmupCosineSchedule(1, 0, 0, 1);

    assertThat(schedule.valueAt(0, 0)).isEqualTo(1);
    assertThat(schedule.valueAt(1, 0)).isZero();
  }

  @Test
  void isKeptInANetworksJson() {
    ComputationGraph graph = ToyNetwork.classifier().updater(new Adam(SCHEDULE)).build();

    String json = graph.getConfiguration().toJson();
    ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(json);

    assertThat(json).contains(WarmupCosineSchedule.class.getName());
    assertThat(read).isEqualTo(graph.getConfiguration());
    ComputationGraph again = new ComputationGraph(read);
    again.init();
    assertThat(again.getLearningRate("embedding")).isEqualTo(SCHEDULE.valueAt(0, 0));
    assertThat(again.getLearningRate("output")).isEqualTo(SCHEDULE.valueAt(0, 0));
  }

  @Test
  void equalSettingsAreEqual() {
    ISchedule clone = SCHEDULE.clone();

    assertThat(clone).isNotSameAs(SCHEDULE).isEqualTo(SCHEDULE).hasSameHashCodeAs(SCHEDULE);
    assertThat(SCHEDULE)
        .isNotEqualTo(new WarmupCosineSchedule(0.9, 0.2, 4, 104))
        .isNotEqualTo(new WarmupCosineSchedule(0.8, 0.1, 4, 104))
        .isNotEqualTo(new WarmupCosineSchedule(0.8, 0.2, 5, 104))
        .isNotEqualTo(new WarmupCosineSchedule(0.8, 0.2, 4, 105));
    assertThat(SCHEDULE).hasToString("warm-up cosine(peak=0.8, floor=0.2, warmup=4, total=104)");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 1, learning rate = 0.0: must be above 0",
    "-1, 0, 0, 1, learning rate = -1.0: must be above 0",
    "NaN, 0, 0, 1, learning rate = NaN: must be above 0",
    "Infinity, 0, 0, 1, learning rate = Infinity: must be above 0",
    "0.5, -0.1, 0, 1, 'last learning rate = -0.1: must be in [0, 0.5], the highest'",
    "0.5, 0.6, 0, 1, 'last learning rate = 0.6: must be in [0, 0.5], the highest'",
    "0.5, NaN, 0, 1, 'last learning rate = NaN: must be in [0, 0.5], the highest'",
    "1, 0, -1, 1, warm-up = -1 iterations: must be from 0 to below the total of 1",
    "1, 0, 1, 1, warm-up = 1 iterations: must be from 0 to below the total of 1",
    "1, 0, 0, 0, warm-up = 0 iterations: must be from 0 to below the total of 0"
  })
  void badSettingsAreRefused(double peak, double floor, int warmup, int total, String message) {
    assertThatThrownBy(() -> new WarmupCosineSchedule(peak, floor, warmup, total))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }
}
