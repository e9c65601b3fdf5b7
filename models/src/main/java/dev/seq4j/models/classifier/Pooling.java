package dev.seq4j.models.classifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the states at all words of a text become one vector. */
public enum Pooling {
  /**
   * The state after the last word; of a bidirectional network, after the last of each direction.
   */
  LAST,
  /** The mean over all words. */
  MEAN,
  /** For each feature its highest value at any word. */
  MAX,
  /** The mean weighted by additive attention (Bahdanau et al. 2015; Yang et al. 2016). */
  ATTENTION;

  /**
   * @param name such as {@code mean}
   * @return the pooling of that name
   * @throws dev.seq4j.core.InvalidInputException if there is none
   */
  @JsonCreator
  public static Pooling named(String name) {
    return Arrays.stream(values())
        .filter(pooling -> pooling.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("pooling", name, names()));
  }

  /**
   * @return all names
   */
  public static List<String> names() {
    return Arrays.stream(values()).map(Pooling::toString).toList();
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
