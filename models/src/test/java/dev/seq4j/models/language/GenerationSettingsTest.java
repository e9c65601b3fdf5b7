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
    assertThat(
            DEFAULT
                .withLength(1)
                .withRepetitionPenalty(1.5)
                .withTemperature(0)
                .withTopK(2)
                .withTopP(0.5)
                .withStop(".")
                .withSeed(-1))
        .isEqualTo(new GenerationSettings(1, 1.5, 0, 2, 0.5, ".", -1));
    assertThat(
            DEFAULT
                .withSeed(-1)
                .withStop(".")
                .withTopP(0.5)
                .withTopK(2)
                .withTemperature(0)
                .withRepetitionPenalty(1.5)
                .withLength(1))
        .isEqualTo(new GenerationSettings(1, 1.5, 0, 2, 0.5, ".", -1));
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

  @ParameterizedTest
  @ValueSource(doubles = {0.9, Double.NaN, Double.POSITIVE_INFINITY})
  void aPenaltyOnRepetitionIsNoReward(double penalty) {
    assertThatThrownBy(() -> DEFAULT.withRepetitionPenalty(penalty))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("repetition penalty = " + penalty + ": must be 1 (none) or above");
  }

  @Test
  void topKIsNotNegative() {
    assertThatThrownBy(() -> DEFAULT.withTopK(-1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("top k = -1: must be 0 (all tokens) or above");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
  void topPIsAProbability(double p) {
    assertThatThrownBy(() -> DEFAULT.withTopP(p))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("top p = " + p + ": must be in (0, 1]");
  }
}
