package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationSettingsTest {

  private static final GenerationSettings DEFAULT = GenerationSettings.DEFAULT;

  @Test
  void theDefaultIsTheLectures() {
    assertThat(DEFAULT.length()).isEqualTo(200);
    assertThat(DEFAULT.temperature()).isEqualTo(0.8);
  }

  @Test
  void eachWithChangesOneThing() {
    assertThat(DEFAULT.withLength(1)).isEqualTo(new GenerationSettings(1, 0.8, 123));
    assertThat(DEFAULT.withTemperature(0)).isEqualTo(new GenerationSettings(200, 0, 123));
    assertThat(DEFAULT.withSeed(-1)).isEqualTo(new GenerationSettings(200, 0.8, -1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void lengthIsOneOrMore(int length) {
    assertThatThrownBy(() -> DEFAULT.withLength(length))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("length = " + length + ": must be 1 or above");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void temperatureIsFiniteAndNotNegative(double temperature) {
    assertThatThrownBy(() -> DEFAULT.withTemperature(temperature))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("temperature = " + temperature + ": must be 0 (greedy) or above");
  }
}
