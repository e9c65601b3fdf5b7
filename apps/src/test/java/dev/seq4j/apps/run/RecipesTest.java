package dev.seq4j.apps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipesTest {

  @TempDir private Path folder;

  static Stream<Arguments> all() throws IOException {
    return tasks().stream()
        .flatMap(task -> Recipes.names(task).stream().map(name -> Arguments.of(task, name)));
  }

  static List<String> tasks() throws IOException {
    try (Stream<Path> folders = Files.list(recipes())) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  private static Path recipes() {
    Path recipes = Path.of("src/main/resources/dev/seq4j/apps/run/recipes");
    return Files.exists(recipes) ? recipes : Path.of("apps").resolve(recipes);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyRecipeNamesItsModelAndItsSeed(String task, String name) {
    assertThat(Recipes.words(task, name)).contains("--model", "--seed");
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void everyFileOfTheFolderIsARecipeOfTheTask(String task) throws IOException {
    try (Stream<Path> files = Files.list(recipes().resolve(task))) {
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
  @ValueSource(strings = {"bow-mpl", "Bow-mlp"})
  void theNearestIsSuggested(String name) {
    assertThatThrownBy(() -> Recipes.words("sentiment", name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("recipe = " + name + ": unknown; did you mean bow-mlp?");
  }
}
