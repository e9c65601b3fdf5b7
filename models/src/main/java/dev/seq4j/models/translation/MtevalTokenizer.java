package dev.seq4j.models.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts texts as NIST's scoring program mteval-v13a does, which sacreBLEU calls {@code 13a}: ASCII's
 * marks stand apart, but for apostrophes and hyphens in words, and dots and commas in numbers; no
 * other mark does.
 */
final class MtevalTokenizer {

  private static final Pattern MARK = Pattern.compile("[{-~\\[-` -&(-+:-@/]");
  private static final Pattern STOP_AFTER_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
  private static final Pattern STOP_BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
  private static final Pattern HYPHEN_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

  private MtevalTokenizer() {}

  static List<String> tokenize(String text) {
    String line = text.stripTrailing().replace("<skipped>", "");
    line = line.replace("-\n", "").replace('\n', ' ');
    line =
        line.replace("&quot;", "\"")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
    line = MARK.matcher(" " + line + " ").replaceAll(" $0 ");
    line = STOP_AFTER_NO_DIGIT.matcher(line).replaceAll("$1 $2 ");
    line = STOP_BEFORE_NO_DIGIT.matcher(line).replaceAll(" $1 $2");
    line = HYPHEN_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
    return words(line);
  }

  /** Cuts at white space of any kind, no-break spaces included. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= line.length(); i++) {
      boolean space = i == line.length() || isSpace(line.charAt(i));
      if (space && start >= 0) {
        words.add(line.substring(start, i));
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
    }
    return words;
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
