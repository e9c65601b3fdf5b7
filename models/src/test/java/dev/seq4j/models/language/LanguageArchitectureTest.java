package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageArchitectureTest {

  @ParameterizedTest
  @EnumSource
  void hasANameThatFindsItAndStandsInJson(LanguageArchitecture architecture) {
    assertThat(LanguageArchitecture.named(architecture.toString())).isSameAs(architecture);
    String json = Json.line(architecture);
    assertThat(json).isEqualTo("\"" + architecture + "\"");
    assertThat(Json.read(json, LanguageArchitecture.class, "json")).isSameAs(architecture);
  }

  @Test
  void theNearestNameIsSuggested() {
    assertThatThrownBy(() -> LanguageArchitecture.named("lstn"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "model = lstn: unknown; did you mean lstm? must be one of rnn, lstm, gru, transformer");
  }
}
