package dev.seq4j.models.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperparametersTest {

  @Test
  void whatIsInRangeIsTaken() {
    assertThatCode(
            () -> {
              Hyperparameters.requireAtLeastOne("units", 1);
              Hyperparameters.requireDropout(0);
              Hyperparameters.requireDropout(0.999);
              Hyperparameters.requireLearningRate(Double.MIN_VALUE);
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void aSizeIsOneOrMore(int value) {
    assertThatThrownBy(() -> Hyperparameters.requireAtLeastOne("units", value))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("units = " + value + ": must be 1 or above");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1, 1.4, Double.NaN, Double.POSITIVE_INFINITY})
  void dropoutIsAProbabilityBelowOne(double value) {
    assertThatThrownBy(() -> Hyperparameters.requireDropout(value))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("dropout = " + value + ": must be in [0, 1)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aLearningRateIsAboveZero(double value) {
    assertThatThrownBy(() -> Hyperparameters.requireLearningRate(value))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("learning rate = " + value + ": must be above 0");
  }
}
