package dev.seq4j.apps.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** In which order a training reads a text. */
public enum Feed {
  /** Portions from random places, each from a zero state. */
  PORTIONS,
  /** Parallel streams from beginning to end, the state carried from batch to batch. */
  STREAMS;

  /**
   * @param name such as {@code streams}
   * @return the feed of that name
   * @throws dev.seq4j.core.InvalidInputException if there is none; names the nearest
   */
  @JsonCreator
  static Feed named(String name) {
    return Arrays.stream(values())
        .filter(feed -> feed.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("feed", name, names()));
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(Feed::toString).toList();
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name of a feed. */
  static final class Converter implements ITypeConverter<Feed> {
    @Override
    public Feed convert(String name) {
      return named(name);
    }
  }

  /** The names of all feeds. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
