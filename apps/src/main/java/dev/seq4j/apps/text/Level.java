package dev.seq4j.apps.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** What the tokens of a text are. */
public enum Level {
  /** Each letter, space and mark. */
  CHARACTER,
  /** Words and punctuation; white space is not kept. */
  WORD,
  /** Parts of words that are learnt from the text: byte-pair encoding. */
  SUBWORD;

  /**
   * @param name such as {@code character}
   * @return the one of that name
   * @throws dev.seq4j.core.InvalidInputException if there is none; names the nearest
   */
  @JsonCreator
  static Level named(String name) {
    return Arrays.stream(values())
        .filter(value -> value.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("level", name, names()));
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(Level::toString).toList();
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a name. */
  static final class Converter implements ITypeConverter<Level> {
    @Override
    public Level convert(String name) {
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
