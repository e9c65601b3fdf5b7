package dev.seq4j.models.captioning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a {@link FilmDescriber} remembers of the frames before the one that it describes. */
public enum FilmMemory {
  /** A recurrent layer for each word of a description. */
  EACH,
  /** One recurrent layer for all words together. */
  SHARED,
  /** Nothing: each frame is seen by itself. */
  NONE;

  /**
   * @param name such as {@code each}
   * @return the memory of that name
   * @throws InvalidInputException if there is none
   */
  @JsonCreator
  public static FilmMemory named(String name) {
    return Arrays.stream(values())
        .filter(memory -> memory.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("memory", name, names()));
  }

  /**
   * @return the names of all
   */
  public static List<String> names() {
    return Arrays.stream(values()).map(FilmMemory::toString).toList();
  }

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
