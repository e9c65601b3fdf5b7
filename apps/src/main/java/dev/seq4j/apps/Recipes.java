package dev.seq4j.apps;

import dev.seq4j.core.Choice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Options of {@code train sentiment} that go well together: files of words as they would be typed,
 * where lines that begin with # are for the reader.
 */
final class Recipes {

  static final List<String> NAMES = List.of("bow-nb", "bow-logistic", "bow-mlp", "cnn");

  private Recipes() {}

  /** Reads the words of a recipe. */
  static List<String> words(String name) {
    if (!NAMES.contains(name)) {
      throw Choice.unknown("recipe", name, NAMES);
    }
    try (InputStream file = Recipes.class.getResourceAsStream("recipes/" + name + ".txt")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> List.of(line.strip().split("\\s+")).stream())
          .filter(word -> !word.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the program itself", e);
    }
  }

  /** The names of the recipes. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return NAMES.iterator();
    }
  }

  /** Puts a recipe's words after its name, before the words that were typed. */
  static final class Unfolding implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if (args.isEmpty()) {
        return false; // the parser knows what to say
      }
      String name = args.pop();
      List<String> words = words(name);
      for (int i = words.size() - 1; i >= 0; i--) {
        args.push(words.get(i));
      }
      args.push(name);
      return false;
    }
  }
}
