package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LanguageSettingsTest {

  private static final LanguageSettings LSTM = LanguageSettings.of(LanguageArchitecture.LSTM);

  @ParameterizedTest
  @EnumSource
  void surviveJson(LanguageArchitecture architecture) {
    LanguageSettings settings =
        new LanguageSettings(architecture, 1, 2, 3, 0.25, 1e-4, Long.MIN_VALUE);
    assertThat(Json.read(Json.line(settings), LanguageSettings.class, "json")).isEqualTo(settings);
  }

  @Test
  void eachWithChangesOneThing() {
    LanguageSettings all =
        LSTM.withEmbedding(1)
            .withUnits(2)
            .withLayers(3)
            .withDropout(0.4)
            .withLearningRate(5)
            .withSeed(6);
    assertThat(all).isEqualTo(new LanguageSettings(LanguageArchitecture.LSTM, 1, 2, 3, 0.4, 5, 6));
    assertThat(LSTM.withUnits(2))
        .usingRecursiveComparison()
        .ignoringFields("units")
        .isEqualTo(LSTM);
  }

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        bad(settings -> settings.withEmbedding(0), "embedding = 0: must be 1 or above"),
        bad(settings -> settings.withUnits(-1), "units = -1: must be 1 or above"),
        bad(settings -> settings.withLayers(0), "layers = 0: must be 1 or above"),
        bad(settings -> settings.withDropout(1), "dropout = 1.0: must be in [0, 1)"),
        bad(settings -> settings.withLearningRate(0), "learning rate = 0.0: must be above 0"));
  }

  private static Arguments bad(UnaryOperator<LanguageSettings> change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource
  void outOfRange(UnaryOperator<LanguageSettings> change, String message) {
    assertThatThrownBy(() -> change.apply(LSTM))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void anArchitectureIsNeeded() {
    assertThatThrownBy(() -> LanguageSettings.of(null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("architecture: is missing, must be one of rnn, lstm, gru");
  }
}
