package dev.seq4j.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowTest {

  private static Row row(Goal goal) {
    return new Row("step", "lstm", "a step", 123.456, "PyTorch", 246, Optional.ofNullable(goal));
  }

  @Test
  void isALineOfCsvWithAsManyValuesAsNames() {
    assertThat(row(null).csv()).isEqualTo("step,lstm,123.46,PyTorch,246.00,0.502");
    assertThat(row(null).csv().split(",")).hasSameSizeAs(Row.CSV_HEADER.split(","));
  }

  @Test
  void aGoalIsReachedOrNot() {
    assertThat(row(Goal.ratio(0.51)).reached()).contains(true);
    assertThat(row(Goal.ratio(0.50)).reached()).contains(false);
    assertThat(row(Goal.milliseconds(124)).reached()).contains(true);
    assertThat(row(Goal.milliseconds(123)).reached()).contains(false);
    assertThat(row(null).reached()).isEmpty();
  }
}
