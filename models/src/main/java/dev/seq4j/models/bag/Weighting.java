package dev.seq4j.models.bag;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.seq4j.core.Choice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the value of a feature is that a text has. */
public enum Weighting {
  /** 1, however often it stands there. */
  BINARY,
  /** How often it stands there. */
  COUNT,
  /**
   * How often it stands there, times {@code ln((1 + n) / (1 + n_j)) + 1} where {@code n_j} of the
   * {@code n} training texts have it; each text's vector is then made one of length 1 (Salton and
   * Buckley 1988).
   */
  TF_IDF;

  /**
   * @param name such as {@code tf-idf}
   * @return the weighting of that name
   * @throws dev.seq4j.core.InvalidInputException if there is none
   */
  @JsonCreator
  public static Weighting named(String name) {
    return Arrays.stream(values())
        .filter(weighting -> weighting.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Choice.unknown("weighting", name, names()));
  }

  /**
   * @return all names
   */
  public static List<String> names() {
    return Arrays.stream(values()).map(Weighting::toString).toList();
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
