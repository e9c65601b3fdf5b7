package dev.seq4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RecipesTest {

  @TempDir private Path folder;

  static Stream<Arguments> all() {
    return tasks()
        .flatMap(task -> Recipes.names(task).stream().map(name -> Arguments.of(task, name)));
  }

  static Stream<String> tasks() {
    return new CommandLine(new Train())
        .getSubcommands().entrySet().stream()
            .filter(task -> task.getValue().getCommandSpec().findOption("--recipe") != null)
            .map(Map.Entry::getKey);
  }

  static List<String> sentiment() {
    return Recipes.names(TrainSentiment.TASK);
  }

  static List<String> text() {
    return Recipes.names(TrainText.TASK);
  }

  static List<String> translation() {
    return Recipes.names(TrainTranslation.TASK);
  }

  @ParameterizedTest
  @MethodSource("translation")
  void everyRecipeOfTranslationCanBeFollowed(String name) {
    assertThat(TrainTranslation.settings(List.of("--recipe", name)).recipe()).isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyRecipeNamesItsModelAndItsSeed(String task, String name) {
    assertThat(Recipes.words(task, name)).contains("--model", "--seed");
  }

  @ParameterizedTest
  @MethodSource("sentiment")
  void everyRecipeOfSentimentCanBeFollowed(String name) {
    assertThat(TrainSentiment.settings(List.of("--recipe", name)).recipe()).isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("text")
  void everyRecipeOfTextCanBeFollowed(String name) {
    assertThat(TrainText.settings(List.of("--recipe", name)).recipe()).isEqualTo(name);
  }

  @Test
  void whatFollowsWins() {
    SentimentSettings settings =
        TrainSentiment.settings(List.of("--recipe", "cnn", "--seed", "7", "--epochs", "1"));
    assertThat(settings.seed()).isEqualTo(7);
    assertThat(settings.training().epochs()).isEqualTo(1);
    assertThat(settings.model().architecture()).hasToString("cnn");
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void everyFileOfTheFolderIsARecipeOfTheTask(String task) throws IOException {
    Path recipes = Path.of("src/main/resources/dev/seq4j/apps/recipes", task);
    Path found = Files.exists(recipes) ? recipes : Path.of("apps").resolve(recipes);
    try (Stream<Path> files = Files.list(found)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")).sorted())
          .containsExactlyElementsOf(Recipes.names(task));
    }
  }

  @Test
  void whatHasNoFolderHasNoRecipes() {
    assertThat(Recipes.names("nothing")).isEmpty();
  }

  @Test
  void filesInAJarAreFound() throws IOException {
    Path jar = folder.resolve("a program.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String name : List.of("recipes/text/", "recipes/text/a.txt", "recipes/b.txt")) {
        out.putNextEntry(new JarEntry(name));
        out.closeEntry();
      }
    }
    URI inJar = URI.create("jar:" + jar.toUri() + "!/recipes/text");
    assertThat(Recipes.files(inJar.toURL())).contains("a.txt").doesNotContain("b.txt");
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void theHelpNamesThem(String task) {
    String help = new CommandLine(new Train()).getSubcommands().get(task).getUsageMessage();
    assertThat(help).contains(Recipes.names(task));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bow-mpl", "Bow-mlp"})
  void theNearestIsSuggested(String name) {
    assertThatThrownBy(() -> Recipes.words(TrainSentiment.TASK, name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("recipe = " + name + ": unknown; did you mean bow-mlp?");
  }
}
