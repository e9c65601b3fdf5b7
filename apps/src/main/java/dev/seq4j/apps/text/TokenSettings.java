package dev.seq4j.apps.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.core.InvalidInputException;

/**
 * How a text is cut into tokens, and which of them are known. What a level does not have is null.
 *
 * @param level what the tokens are
 * @param characters which characters are known, at the level of characters
 * @param vocabulary how many words are known at most, or how many joins make subwords; 1 or more
 * @param minCount how often a word must occur in the training text to be known, 1 or more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenSettings(
    Level level, Alphabet characters, Integer vocabulary, Integer minCount) {

  /** Characters that occur. */
  public static final TokenSettings CHARACTERS =
      new TokenSettings(Level.CHARACTER, Alphabet.OCCURRING, null, null);

  /** Words known at most, unless it is said. */
  static final int WORDS = 20_000;

  /** Joins of subwords, unless it is said. */
  static final int JOINS = 1_000;

  /** How often a word must occur, unless it is said. */
  static final int MIN_COUNT = 2;

  public TokenSettings {
    Limits.present("level", level);
    require("characters", characters, level == Level.CHARACTER, level);
    require("vocabulary", vocabulary, level != Level.CHARACTER, level);
    require("min count", minCount, level == Level.WORD, level);
    Limits.atLeast("vocabulary", vocabulary == null ? 1 : vocabulary, 1);
    Limits.atLeast("min count", minCount == null ? 1 : minCount, 1);
  }

  private static void require(String what, Object value, boolean meaningful, Level level) {
    if (meaningful) {
      Limits.present(what, value);
    } else if (value != null) {
      throw new InvalidInputException(
          "%s = %s: has no meaning at level %s".formatted(what, value, level));
    }
  }

  /**
   * @param level what the tokens are
   * @param characters which characters are known, or null
   * @param vocabulary how many words or joins, or null
   * @param minCount how often a word must occur, or null
   * @return the same with defaults for what is null and has a meaning at that level
   */
  static TokenSettings of(Level level, Alphabet characters, Integer vocabulary, Integer minCount) {
    return switch (level) {
      case CHARACTER ->
          new TokenSettings(level, or(characters, Alphabet.OCCURRING), vocabulary, minCount);
      case WORD ->
          new TokenSettings(level, characters, or(vocabulary, WORDS), or(minCount, MIN_COUNT));
      case SUBWORD -> new TokenSettings(level, characters, or(vocabulary, JOINS), minCount);
    };
  }

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
