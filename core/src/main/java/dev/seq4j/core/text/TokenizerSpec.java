package dev.seq4j.core.text;

import dev.seq4j.core.Choice;
import dev.seq4j.core.InvalidInputException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tokenizer's description taken apart: {@code kind} or {@code kind?option=value&option=value}.
 *
 * @param line the whole description
 * @param kind what stands before the question mark
 * @param options values by name
 */
record TokenizerSpec(String line, String kind, Map<String, String> options) {

  TokenizerSpec {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /**
   * @param line as {@link Tokenizer#spec()} returns it
   * @return its parts
   * @throws InvalidInputException if it is not of this form
   */
  static TokenizerSpec parse(String line) {
    int mark = line.indexOf('?');
    Map<String, String> options = new TreeMap<>();
    if (mark >= 0) {
      for (String option : line.substring(mark + 1).split("&", -1)) {
        int equals = option.indexOf('=');
        if (equals < 1 || equals == option.length() - 1) {
          throw problem(line, "'" + option + "' must be option=value");
        }
        if (options.put(option.substring(0, equals), option.substring(equals + 1)) != null) {
          throw problem(line, "option " + option.substring(0, equals) + " stands twice");
        }
      }
    }
    return new TokenizerSpec(line, mark < 0 ? line : line.substring(0, mark), options);
  }

  /** Checks that there are no options but these. */
  void requireOptions(List<String> allowed) {
    for (String option : options.keySet()) {
      if (allowed.isEmpty()) {
        throw problem("unknown option " + option + ", " + kind + " has none");
      }
      if (!allowed.contains(option)) {
        throw problem(Choice.describe("option", option, allowed));
      }
    }
  }

  /** An exception that names the description. */
  InvalidInputException problem(String reason) {
    return problem(line, reason);
  }

  /** An exception that names the description. */
  InvalidInputException problem(String reason, Throwable cause) {
    return new InvalidInputException(problem(line, reason).getMessage(), cause);
  }

  private static InvalidInputException problem(String line, String reason) {
    return new InvalidInputException("tokenizer = " + line + ": " + reason);
  }
}
