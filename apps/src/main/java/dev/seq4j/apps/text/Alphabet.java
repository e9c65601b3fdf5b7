package dev.seq4j.apps.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** Which characters a model of characters knows. */
public enum Alphabet {
  /** Those that occur in the text. */
  OCCURRING,
  /** The 100 that the notebook of the lecture takes for printable, and those that occur. */
  PRINTABLE;

  /**
   * @param name such as {@code occurring}
   * @return the one of that name
   * @throws dev.seq4j.core.InvalidInputException if there is none; names the nearest
   */
  @JsonCreator
  static Alphabet named(String name) {
    return Arrays.stream(values())
        .filter(value -> value.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("characters", name, names()));
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(Alphabet::toString).toList();
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a name. */
  static final class Converter implements ITypeConverter<Alphabet> {
    @Override
    public Alphabet convert(String name) {
      return named(name);
    }
  }

  /** All names. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
