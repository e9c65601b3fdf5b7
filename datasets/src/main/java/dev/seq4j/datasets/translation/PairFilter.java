package dev.seq4j.datasets.translation;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.SentencePair;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which pairs are taken.
 *
 * @param maxWords how many words either sentence has at most, as white space parts them; 1 or more
 * @param beginnings the sentence begins with one of these, in lower case, whatever its own; any
 *     does if there are none
 */
public record PairFilter(int maxWords, List<String> beginnings) implements Predicate<SentencePair> {

  /** All but the very long. */
  public static final PairFilter DEFAULT = new PairFilter(50, List.of());

  /**
   * Short sentences about somebody's state, as in PyTorch's tutorial on translation: a tenth of the
   * data, from which little networks learn something in minutes.
   */
  public static final PairFilter TUTORIAL =
      new PairFilter(
          10,
          List.of(
              "i am",
              "i'm",
              "he is",
              "he's",
              "she is",
              "she's",
              "you are",
              "you're",
              "we are",
              "we're",
              "they are",
              "they're"));

  /**
   * @throws InvalidInputException if the number is below 1
   */
  public PairFilter {
    if (maxWords < 1) {
      throw new InvalidInputException("max words = " + maxWords + ": must be 1 or above");
    }
    beginnings = List.copyOf(beginnings);
  }

  /**
   * @param maxWords how many words either sentence has at most
   * @return a filter that differs in this only
   */
  public PairFilter withMaxWords(int maxWords) {
    return new PairFilter(maxWords, beginnings);
  }

  /**
   * @param pair normalised
   * @return whether it is taken
   */
  @Override
  public boolean test(SentencePair pair) {
    return words(pair.source()) <= maxWords
        && words(pair.target()) <= maxWords
        && (beginnings.isEmpty() || beginsAsAsked(pair.source().toLowerCase(Locale.ROOT)));
  }

  private boolean beginsAsAsked(String source) {
    for (String beginning : beginnings) {
      boolean whole =
          source.length() == beginning.length()
              || source.length() > beginning.length()
                  && !Character.isLetterOrDigit(source.charAt(beginning.length()));
      if (whole && source.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  private static int words(String text) {
    int words = 0;
    boolean before = true;
    for (int i = 0; i < text.length(); i++) {
      boolean space = Character.isWhitespace(text.charAt(i));
      words += before && !space ? 1 : 0;
      before = space;
    }
    return words;
  }
}
