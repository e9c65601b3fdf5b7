package dev.seq4j.apps.run;

import dev.seq4j.core.Choice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Options of a training that go well together: files of words as they would be typed, where lines
 * that begin with # are for the reader. Those of {@code train sentiment} are the files of the
 * folder {@code recipes/sentiment}, and so on: a file that is put there is a recipe.
 */
public final class Recipes {

  /** What {@code --help} says of them. */
  public static final String DESCRIPTION =
      "Options that go well together: ${COMPLETION-CANDIDATES}. Options after it win over it.";

  private static final String FOLDER = "recipes/";
  private static final String ENDING = ".txt";

  private Recipes() {}

  /**
   * @param task name of the command that trains, such as {@code sentiment}
   * @return the names of its recipes, in alphabetical order
   */
  public static List<String> names(String task) {
    URL folder = Recipes.class.getResource(FOLDER + task);
    if (folder == null) {
      return List.of();
    }
    try {
      return files(folder)
          .filter(file -> file.endsWith(ENDING))
          .map(file -> file.substring(0, file.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the program itself", e);
    }
  }

  /** The names of the files in a folder of resources, be it a folder or part of a jar. */
  static Stream<String> files(URL folder) throws IOException {
    URLConnection connection = folder.openConnection();
    if (connection instanceof JarURLConnection inJar) {
      inJar.setUseCaches(false);
      String prefix = inJar.getEntryName().replaceAll("/?$", "/");
      try (JarFile jar = inJar.getJarFile()) {
        return jar.stream()
            .map(entry -> entry.getName())
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()))
            .toList()
            .stream();
      }
    }
    try (Stream<Path> files = Files.list(Path.of(uri(folder)))) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(url.toString(), e);
    }
  }

  /**
   * Reads the words of a recipe.
   *
   * @param task name of the command that trains
   * @param name of the recipe
   * @throws dev.seq4j.core.InvalidInputException if there is none of that name; names the nearest
   */
  static List<String> words(String task, String name) {
    List<String> names = names(task);
    if (!names.contains(name)) {
      throw Choice.unknown("recipe", name, names);
    }
    try (InputStream file =
        Recipes.class.getResourceAsStream(FOLDER + task + "/" + name + ENDING)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Stream.of(line.strip().split("\\s+")))
          .filter(word -> !word.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the program itself", e);
    }
  }

  /** The names of a task's recipes, for the help and the shell. */
  public abstract static class Names implements Iterable<String> {

    private final String task;

    /**
     * @param task name of the command that trains
     */
    protected Names(String task) {
      this.task = task;
    }

    @Override
    public Iterator<String> iterator() {
      return names(task).iterator();
    }
  }

  /** Puts the words of a recipe of the command after its name, before the words that were typed. */
  public static final class Unfolding implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if (args.isEmpty()) {
        return false; // the parser knows what to say
      }
      String name = args.pop();
      List<String> words = words(command.name(), name);
      for (int i = words.size() - 1; i >= 0; i--) {
        args.push(words.get(i));
      }
      args.push(name);
      return false;
    }
  }
}
