package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassifierArchitectureTest {

  private static final String ALL = String.join(", ", ClassifierArchitecture.names());

  @ParameterizedTest
  @EnumSource
  void hasANameThatFindsItAndStandsInJson(ClassifierArchitecture architecture) {
    assertThat(ClassifierArchitecture.named(architecture.toString())).isSameAs(architecture);
    String json = Json.line(architecture);
    assertThat(json).isEqualTo("\"" + architecture + "\"");
    assertThat(Json.read(json, ClassifierArchitecture.class, "json")).isSameAs(architecture);
  }

  @Test
  void allAreNamed() {
    assertThat(ClassifierArchitecture.names())
        .containsExactly(
            "bag-of-words",
            "bag-of-words-mlp",
            "cnn",
            "rnn",
            "lstm",
            "gru",
            "lstm-attention",
            "gru-attention",
            "transformer",
            "wide-and-deep");
  }

  @Test
  void theNearestNameIsSuggested() {
    assertThatThrownBy(() -> ClassifierArchitecture.named("LSMT"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("model = LSMT: unknown; did you mean lstm? must be one of " + ALL);
  }

  @Test
  void nothingIsSuggestedForANameThatIsNearNone() {
    assertThatThrownBy(() -> ClassifierArchitecture.named("tiktok"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("model = tiktok: unknown; must be one of " + ALL);
  }
}
