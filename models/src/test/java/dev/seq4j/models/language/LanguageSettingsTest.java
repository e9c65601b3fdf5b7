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

  private static final LanguageSettings TRANSFORMER =
      LanguageSettings.of(LanguageArchitecture.TRANSFORMER);

  @ParameterizedTest
  @EnumSource
  void surviveJson(LanguageArchitecture architecture) {
    LanguageSettings settings =
        LanguageSettings.of(architecture)
            .withEmbedding(12)
            .withUnits(12)
            .withTied(true)
            .withDropout(0.25)
            .withWeightDecay(0.5)
            .withLearningRate(1e-4)
            .withSeed(Long.MIN_VALUE);
    assertThat(Json.read(Json.line(settings), LanguageSettings.class, "json")).isEqualTo(settings);
  }

  @Test
  void eachWithChangesOneThing() {
    LanguageSettings all =
        TRANSFORMER
            .withEmbedding(12)
            .withUnits(2)
            .withLayers(3)
            .withHeads(6)
            .withContext(7)
            .withTied(true)
            .withDropout(0.4)
            .withEmbeddingDropout(0.5)
            .withWeightDecay(0.6)
            .withLearningRate(5)
            .withSeed(8);
    assertThat(all)
        .isEqualTo(
            new LanguageSettings(
                LanguageArchitecture.TRANSFORMER, 12, 2, 3, 6, 7, true, 0.4, 0.5, 0.6, 5, 8));
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
        bad(
            settings -> settings.withEmbeddingDropout(-0.1),
            "embedding dropout = -0.1: must be in [0, 1)"),
        bad(settings -> settings.withWeightDecay(-1), "weight decay = -1.0: must be 0 or above"),
        bad(settings -> settings.withHeads(2), "heads = 2: must be 1 for lstm"),
        bad(settings -> settings.withContext(64), "context = 64: must be 0 for lstm"),
        bad(
            settings -> settings.withTied(true),
            "embedding = 32: must be units = 128 where the output is tied"),
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
  void aTransformerHasHeadsThatDivideTheEmbeddingAndAContext() {
    assertThatThrownBy(() -> TRANSFORMER.withHeads(3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("heads = 3: must divide the embedding, 128");
    assertThatThrownBy(() -> TRANSFORMER.withContext(1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("context = 1: must be 2 or above");
  }

  @Test
  void anArchitectureIsNeeded() {
    assertThatThrownBy(() -> LanguageSettings.of(null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("architecture: is missing, must be one of rnn, lstm, gru, transformer");
  }
}
