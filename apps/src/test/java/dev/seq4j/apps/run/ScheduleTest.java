package dev.seq4j.apps.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.file.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.schedule.ISchedule;

class ScheduleTest {

  @ParameterizedTest
  @EnumSource
  void standsInJsonByItsName(Schedule schedule) {
    assertThat(Json.read(Json.line(schedule), Schedule.class, "json")).isSameAs(schedule);
  }

  @Test
  void aConstantRateNeedsNoSchedule() {
    assertThat(Schedule.CONSTANT.of(0.1, 100)).isEmpty();
  }

  @Test
  void aCosineRisesAndFallsToZero() {
    ISchedule schedule = Schedule.COSINE.of(0.1, 100).orElseThrow();
    assertThat(schedule.valueAt(0, 0)).isEqualTo(0.02);
    assertThat(schedule.valueAt(5, 0)).isEqualTo(0.1);
    assertThat(schedule.valueAt(100, 0)).isZero();
    assertThat(Schedule.COSINE.of(0.1, 1).orElseThrow().valueAt(0, 0)).isEqualTo(0.1);
  }
}
