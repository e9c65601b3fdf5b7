package dev.seq4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesTest {

  static List<String> names() {
    return Recipes.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRecipeCanBeFollowedAndHasASeed(String name) {
    SentimentSettings settings = TrainSentiment.settings(List.of("--recipe", name));
    assertThat(settings.recipe()).isEqualTo(name);
    assertThat(Recipes.words(name)).contains("--model", "--seed");
  }

  @Test
  void whatFollowsWins() {
    SentimentSettings settings =
        TrainSentiment.settings(List.of("--recipe", "cnn", "--seed", "7", "--epochs", "1"));
    assertThat(settings.seed()).isEqualTo(7);
    assertThat(settings.training().epochs()).isEqualTo(1);
    assertThat(settings.model().architecture()).hasToString("cnn");
  }

  @Test
  void everyFileIsARecipe() throws IOException {
    Path folder = Path.of("src/main/resources/dev/seq4j/apps/recipes");
    Path found = Files.exists(folder) ? folder : Path.of("apps").resolve(folder);
    try (Stream<Path> files = Files.list(found)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
          .containsExactlyInAnyOrderElementsOf(Recipes.NAMES);
    }
  }

  @Test
  void theNearestIsSuggested() {
    assertThatThrownBy(() -> Recipes.words("bow-mpl"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("recipe = bow-mpl: unknown; did you mean bow-mlp?");
  }
}
