package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import dev.seq4j.models.bag.BagSettings;
import dev.seq4j.models.bag.Weighting;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkSettingsTest {

  private static final NetworkSettings LSTM = NetworkSettings.of(ClassifierArchitecture.LSTM);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BAG_OF_WORDS")
  void surviveJson(ClassifierArchitecture architecture) {
    NetworkSettings settings =
        NetworkSettings.of(architecture).withDropout(0.25).withSeed(Long.MIN_VALUE);
    String json = Json.line(settings);
    assertThat(Json.read(json, NetworkSettings.class, "json")).isEqualTo(settings);
    assertThat(Json.read(json, ClassifierSettings.class, "json")).isEqualTo(settings);
  }

  @Test
  void eachWithChangesOneThing() {
    NetworkSettings all =
        LSTM.withShape(
                shape ->
                    shape
                        .withEmbedding(1)
                        .withUnits(2)
                        .withLayers(3)
                        .withBidirectional(true)
                        .withPooling(Pooling.MEAN))
            .withDropout(0.4)
            .withEmbeddingDropout(0.1)
            .withLearningRate(5)
            .withMaxLength(6)
            .withSeed(7);
    assertThat(all)
        .isEqualTo(
            new NetworkSettings(
                ClassifierArchitecture.LSTM,
                new NetworkShape(1, 2, 3, 1, true, Pooling.MEAN, List.of()),
                null,
                0.4,
                0.1,
                5,
                6,
                7));
    assertThat(LSTM.withShape(shape -> shape.withUnits(2)))
        .usingRecursiveComparison()
        .ignoringFields("shape.units")
        .isEqualTo(LSTM);
  }

  @Test
  void whatAnArchitectureHasNotMustNotBeSet() {
    NetworkSettings cnn = NetworkSettings.of(ClassifierArchitecture.CNN);
    NetworkSettings mlp = NetworkSettings.of(ClassifierArchitecture.BAG_OF_WORDS_MLP);
    assertThat(cnn.shape().widths()).containsExactly(3, 4, 5);
    refuses(() -> cnn.withShape(shape -> shape.withLayers(2)), "layers = 2: must be 1 for cnn");
    refuses(
        () -> cnn.withShape(shape -> shape.withBidirectional(true)),
        "bidirectional = true: must be false for cnn");
    refuses(
        () -> cnn.withShape(shape -> shape.withPooling(Pooling.MEAN)),
        "pooling = mean: must be max for cnn");
    refuses(
        () -> cnn.withShape(shape -> shape.withWidths(List.of())),
        "widths = []: must be one or more for cnn");
    refuses(
        () -> cnn.withShape(shape -> shape.withWidths(List.of(3, 0))),
        "width = 0: must be 1 or above");
    refuses(() -> cnn.withBag(BagSettings.DEFAULT), "bag: must be none for cnn");
    refuses(
        () -> LSTM.withShape(shape -> shape.withWidths(List.of(3))),
        "widths = [3]: must be none for lstm");
    refuses(
        () -> LSTM.withShape(shape -> shape.withPooling(Pooling.ATTENTION)),
        "pooling = attention: must be last, mean or max for lstm");
    refuses(() -> LSTM.withShape(shape -> shape.withHeads(2)), "heads = 2: must be 1 for lstm");
    NetworkSettings transformer = NetworkSettings.of(ClassifierArchitecture.TRANSFORMER);
    refuses(
        () -> transformer.withShape(shape -> shape.withHeads(5)),
        "heads = 5: must divide the embedding, 64, for transformer");
    refuses(() -> mlp.withBag(null), "bag: is missing for bag-of-words-mlp");
    refuses(
        () -> mlp.withBag(BagSettings.DEFAULT.withWeighting(Weighting.TF_IDF)),
        "weighting = tf-idf: must be binary or count, a factor of a feature can be learned, for"
            + " bag-of-words-mlp");
    refuses(
        () -> NetworkSettings.of(ClassifierArchitecture.BAG_OF_WORDS),
        "architecture = bag-of-words: is no network");
  }

  private static void refuses(ThrowingCallable change, String message) {
    assertThatThrownBy(change).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        bad(
            settings -> settings.withShape(shape -> shape.withEmbedding(0)),
            "embedding = 0: must be 1 or above"),
        bad(
            settings -> settings.withShape(shape -> shape.withUnits(-1)),
            "units = -1: must be 1 or above"),
        bad(
            settings -> settings.withShape(shape -> shape.withLayers(0)),
            "layers = 0: must be 1 or above"),
        bad(
            settings -> settings.withShape(shape -> shape.withHeads(0)),
            "heads = 0: must be 1 or above"),
        bad(settings -> settings.withMaxLength(0), "max length = 0: must be 1 or above"),
        bad(settings -> settings.withDropout(1), "dropout = 1.0: must be in [0, 1)"),
        bad(
            settings -> settings.withEmbeddingDropout(-1),
            "embedding dropout = -1.0: must be in [0, 1)"),
        bad(settings -> settings.withLearningRate(0), "learning rate = 0.0: must be above 0"));
  }

  private static Arguments bad(UnaryOperator<NetworkSettings> change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource
  void outOfRange(UnaryOperator<NetworkSettings> change, String message) {
    assertThatThrownBy(() -> change.apply(LSTM))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void anArchitectureIsNeeded() {
    assertThatThrownBy(() -> NetworkSettings.of(null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "architecture: is missing, must be one of "
                + String.join(", ", ClassifierArchitecture.names()));
  }
}
