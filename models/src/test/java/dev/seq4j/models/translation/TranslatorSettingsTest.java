package dev.seq4j.models.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.text.Vocabulary;
import dev.seq4j.core.text.WordTokenizer;
import dev.seq4j.models.network.Cell;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TranslatorSettingsTest {

  private static final TranslatorSettings TRANSFORMER =
      TranslatorSettings.of(TranslatorArchitecture.TRANSFORMER);

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(s -> s.withEmbedding(0), "embedding = 0: must be 1 or above"),
        wrong(s -> s.withUnits(0), "units = 0: must be 1 or above"),
        wrong(s -> s.withLayers(0), "layers = 0: must be 1 or above"),
        wrong(s -> s.withHeads(0), "heads = 0: must be 1 or above"),
        wrong(s -> s.withHeads(7), "heads = 7: must divide the embedding, 256"),
        wrong(s -> s.withDropout(1), "dropout = 1.0: must be in [0, 1)"),
        wrong(s -> s.withLabelSmoothing(-0.1), "label smoothing = -0.1: must be in [0, 1)"),
        wrong(s -> s.withLearningRate(0), "learning rate = 0.0: must be above 0"),
        wrong(s -> s.withMaxLength(0), "max length = 0: must be 1 or above"),
        wrong(s -> s.withCell(Cell.RNN), "cell = RNN: must be GRU or LSTM"));
  }

  private static Arguments wrong(UnaryOperator<TranslatorSettings> change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsOutOfItsRangeIsNamed(UnaryOperator<TranslatorSettings> change, String message) {
    assertThatThrownBy(() -> change.apply(TRANSFORMER))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @EnumSource
  void goThroughJson(TranslatorArchitecture architecture) {
    TranslatorSettings settings =
        TranslatorSettings.of(architecture).withLowerCase(true).withSeed(7);
    assertThat(Json.read(Json.line(settings), TranslatorSettings.class, "settings"))
        .isEqualTo(settings);
    assertThat(settings.normalization().apply("Été")).isEqualTo("été");
  }

  @Test
  void anUnknownArchitectureIsNamed() {
    assertThatThrownBy(() -> TranslatorArchitecture.named("transfomer"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("transfomer")
        .hasMessageContaining("transformer");
  }

  @Test
  void aLexiconNeedsMarksAndTokens() {
    Vocabulary words = Vocabulary.builder().add("a").build();
    assertThatThrownBy(() -> new Lexicon(new WordTokenizer(), words))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith(": must have the special token <bos>");
    assertThatThrownBy(() -> Lexicon.ofWords(List.of(), new WordTokenizer(), 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith(": must hold a token that is not special");
  }
}
