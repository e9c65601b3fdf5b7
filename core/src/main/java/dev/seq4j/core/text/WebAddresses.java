package dev.seq4j.core.text;

import java.util.Locale;
import java.util.Set;

/** Finds addresses of web pages and of mail, which are one word to a reader. */
final class WebAddresses {

  private static final String[] SCHEMES = {"http://", "https://", "ftp://", "www."};

  /** Endings of a bare host name; those that a forgotten space may make, such as .in, are out. */
  private static final Set<String> TOP_LEVEL =
      Set.of("com", "org", "net", "edu", "gov", "mil", "info", "biz", "eu", "uk", "au", "nl");

  /** RFC 5321. */
  private static final int LONGEST_MAILBOX = 64;

  /** RFC 1035. */
  private static final int LONGEST_HOST = 253;

  private WebAddresses() {}

  /**
   * @param s a text
   * @param i where a word begins
   * @param n the text's length
   * @return the end of an address with a scheme or {@code www.}; -1 if there is none
   */
  static int urlEnd(char[] s, int i, int n) {
    for (String scheme : SCHEMES) {
      int length = scheme.length();
      if (startsWith(s, i, n, scheme)
          && i + length < n
          && Characters.isWord(Characters.kind(s[i + length]))) {
        return pathEnd(s, i + length, n);
      }
    }
    return -1;
  }

  /**
   * @param s a text
   * @param i where a word begins
   * @param at the place of the next {@code @}
   * @param n the text's length
   * @return the end of a mail address; -1 if there is none
   */
  static int mailEnd(char[] s, int i, int at, int n) {
    if (at - i > LONGEST_MAILBOX) {
      return -1;
    }
    for (int k = i; k < at; k++) {
      if (!Characters.isAsciiWord(s[k]) && "._%+-".indexOf(s[k]) < 0) {
        return -1;
      }
    }
    int end = hostEnd(s, at + 1, n);
    int label = lastLabel(s, at + 1, end);
    return label >= 0 && end - label >= 2 ? end : -1;
  }

  /**
   * @param s a text
   * @param i where a word begins
   * @param n the text's length
   * @return the end of a bare host name such as {@code imdb.com} with its path; -1 if there is none
   */
  static int siteEnd(char[] s, int i, int n) {
    int end = hostEnd(s, i, n);
    int label = lastLabel(s, i, end);
    if (label < 0
        || !TOP_LEVEL.contains(String.valueOf(s, label, end - label).toLowerCase(Locale.ROOT))) {
      return -1;
    }
    return end + 1 < n && s[end] == '/' && Characters.isWord(Characters.kind(s[end + 1]))
        ? pathEnd(s, end + 1, n)
        : end;
  }

  /** The end of letters, digits and hyphens with single dots between, from {@code i}. */
  private static int hostEnd(char[] s, int i, int n) {
    int last = Math.min(n, i + LONGEST_HOST);
    int end = i;
    while (end < last
        && (Characters.isAsciiWord(s[end])
            || end > i
                && end + 1 < last
                && isInner(s[end])
                && Characters.isAsciiWord(s[end + 1]))) {
      end++;
    }
    return end < n && Characters.isWord(Characters.kind(s[end])) ? i : end;
  }

  private static boolean isInner(char c) {
    return c == '.' || c == '-';
  }

  /** Where the last label of a host name begins; -1 if it has but one. */
  private static int lastLabel(char[] s, int i, int end) {
    for (int k = end - 1; k > i; k--) {
      if (s[k] == '.') {
        return k + 1;
      }
    }
    return -1;
  }

  /** The end of an address, without the punctuation of the sentence around it. */
  private static int pathEnd(char[] s, int from, int n) {
    int end = from;
    int surplus = 0; // closing brackets that the address has not opened
    while (end < n
        && Characters.kind(s[end]) != Characters.SPACE
        && "<>\"“”«»".indexOf(s[end]) < 0) {
      surplus += s[end] == ')' ? 1 : s[end] == '(' ? -1 : 0;
      end++;
    }
    while (end > from) {
      char c = s[end - 1];
      if (c == ')' && surplus > 0) {
        surplus--;
      } else if (c == '(') {
        surplus++;
      } else if (".,;:!?'’*[]{}".indexOf(c) < 0) {
        break;
      }
      end--;
    }
    return end;
  }

  private static boolean startsWith(char[] s, int i, int n, String lowerCase) {
    if (n - i < lowerCase.length()) {
      return false;
    }
    for (int k = 0; k < lowerCase.length(); k++) {
      if (Character.toLowerCase(s[i + k]) != lowerCase.charAt(k)) {
        return false;
      }
    }
    return true;
  }
}
