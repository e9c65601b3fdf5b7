package dev.seq4j.core.text;

import java.util.Locale;
import java.util.Set;

/** What an apostrophe stands for: the rules of the Penn Treebank, and words clipped in speech. */
final class Contractions {

  /** What hangs on the word before it. */
  private static final Set<String> CLITICS = Set.of("n't", "'s", "'m", "'d", "'re", "'ve", "'ll");

  /** Words that have lost their beginning. */
  private static final Set<String> CLIPPED =
      Set.of("em", "n", "tis", "twas", "til", "cause", "cos", "cuz", "bout", "round", "nuff");

  private static final int LONGEST_CLIPPED = 5;

  private Contractions() {}

  /**
   * @param token any token
   * @return whether it is {@code n't}, {@code 's} or another that hangs on the word before it
   */
  static boolean isClitic(String token) {
    return token.length() <= 3 && CLITICS.contains(token.toLowerCase(Locale.ROOT));
  }

  /**
   * @param s a text
   * @param i the place of an apostrophe
   * @param n the text's length
   * @return the end of a clitic, such as {@code 's}, that begins at {@code i}; -1 if there is none
   */
  static int cliticEnd(char[] s, int i, int n) {
    int end =
        switch (lower(s, i + 1, n)) {
          case 's', 'm', 'd' -> i + 2;
          case 'r', 'v' -> lower(s, i + 2, n) == 'e' ? i + 3 : -1;
          case 'l' -> lower(s, i + 2, n) == 'l' ? i + 3 : -1;
          default -> -1;
        };
    return end >= 0 && endsWord(s, end, n) ? end : -1;
  }

  /**
   * @param s a text
   * @param start where a word begins
   * @param i the place of an apostrophe in it
   * @param n the text's length
   * @return the end of the word if the apostrophe is that of {@code n't}: before the {@code n}, or
   *     after the {@code t} if there is nothing to part it from; -1 if it is not
   */
  static int negationEnd(char[] s, int start, int i, int n) {
    if (lower(s, i - 1, n) != 'n' || lower(s, i + 1, n) != 't' || !endsWord(s, i + 2, n)) {
      return -1;
    }
    int cut = i - 1;
    boolean parts =
        cut > start
            && Characters.kind(Character.codePointBefore(s, cut)) == Characters.LETTER
            && !isApostrophe(s, start, cut - 2)
            && !isApostrophe(s, start, cut - 3); // else what is left would part once more
    return parts ? cut : i + 2;
  }

  /**
   * @param s a text
   * @param i the place of an apostrophe with no word before it
   * @param n the text's length
   * @return the end of a clipped word or decade, such as {@code 'em} or {@code '90s}; -1 if there
   *     is none
   */
  static int clippedEnd(char[] s, int i, int n) {
    int end = i + 1;
    if (isDigit(s, end, n) && isDigit(s, end + 1, n)) {
      end += 2;
      if (end < n && Characters.isApostrophe(s[end])) {
        end++;
      }
      return lower(s, end, n) == 's' && endsWord(s, end + 1, n) ? end + 1 : -1;
    }
    while (end < n && end - i <= LONGEST_CLIPPED && Characters.isAsciiLetter(s[end])) {
      end++;
    }
    if (!endsWord(s, end, n)
        || !CLIPPED.contains(String.valueOf(s, i + 1, end - i - 1).toLowerCase(Locale.ROOT))) {
      return -1;
    }
    boolean closed = end == i + 2 && end < n && Characters.isApostrophe(s[end]); // rock 'n' roll
    return closed && endsWord(s, end + 1, n) ? end + 1 : end;
  }

  /**
   * @param s a text
   * @param start where a word begins
   * @param i the place of the apostrophe that ends it
   * @return whether the apostrophe stands for a letter, as in {@code goin'} or {@code ol'}
   */
  static boolean isClippedEnding(char[] s, int start, int i) {
    char last = lower(s, i - 1, i);
    if (last == 'n') {
      return i - start >= 4 && lower(s, i - 2, i) == 'i';
    }
    return last == 'l' && i - start == 2 && lower(s, start, i) == 'o';
  }

  private static boolean endsWord(char[] s, int i, int n) {
    if (i >= n) {
      return true;
    }
    boolean hyphenated = Characters.isHyphen(s[i]) && isWord(s, i + 1, n);
    return !hyphenated && !isWord(s, i, n);
  }

  private static boolean isApostrophe(char[] s, int start, int i) {
    return i > start && Characters.isApostrophe(s[i]);
  }

  private static boolean isWord(char[] s, int i, int n) {
    return i < n && Characters.isWord(Characters.kind(Character.codePointAt(s, i, n)));
  }

  private static boolean isDigit(char[] s, int i, int n) {
    return i < n && s[i] >= '0' && s[i] <= '9';
  }

  private static char lower(char[] s, int i, int n) {
    return i < n ? (char) (s[i] | 0x20) : '\0';
  }
}
