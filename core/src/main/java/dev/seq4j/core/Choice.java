package dev.seq4j.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Words a user can choose from, and what he probably meant when he chose none of them. */
public final class Choice {

  private Choice() {}

  /**
   * @param what the thing that was to be chosen, such as {@code model}
   * @param value what was given
   * @param allowed what could have been given
   * @return an exception that names the nearest and all that are allowed
   */
  public static InvalidInputException unknown(
      String what, String value, Collection<String> allowed) {
    return new InvalidInputException(describe(what, value, allowed));
  }

  /**
   * @param what the thing that was to be chosen
   * @param value what was given
   * @param allowed what could have been given
   * @return the same as a line that can be part of another message
   */
  public static String describe(String what, String value, Collection<String> allowed) {
    String meant = nearest(value, allowed).map(near -> "did you mean " + near + "? ").orElse("");
    return "%s = %s: unknown; %smust be one of %s"
        .formatted(what, value, meant, String.join(", ", allowed));
  }

  /**
   * @param value what was given
   * @param allowed what could have been given
   * @return the nearest by edit distance, if it is near enough to be meant
   */
  public static Optional<String> nearest(String value, Collection<String> allowed) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String lower = value.toLowerCase(Locale.ROOT);
    return allowed.stream()
        .min(Comparator.comparingInt(word -> distance.apply(lower, word)))
        .filter(word -> distance.apply(lower, word) <= Math.max(1, word.length() / 2));
  }
}
