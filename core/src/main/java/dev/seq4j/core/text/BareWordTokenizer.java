package dev.seq4j.core.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into its words alone, in lower case: neither capitals nor punctuation are left.
 *
 * <pre>
 *   "Mr. Lorry--I don't know!" said the well-known man of 1,775.
 *   mr | lorry | i | don't | know | said | the | well-known | man | of | 1,775
 * </pre>
 *
 * <p>A word is a run of letters and digits, with single apostrophes and hyphens between them, and
 * points, commas and colons between digits. Curly apostrophes become {@code '}. {@link #join} sets
 * a space between words.
 */
public record BareWordTokenizer() implements Tokenizer {

  /** The kind in {@link #spec()}. */
  static final String KIND = "bare";

  // Possessive all through: it never steps back, so a word of any length needs no deep recursion.
  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*+"
              + "(?:(?:['\u2019-]|(?<=\\p{N})[.,:](?=\\p{N}))[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*+)*+");

  /**
   * @param text any
   * @return finds one word after the other, as it is written
   */
  public static Matcher words(CharSequence text) {
    return WORD.matcher(text);
  }

  /**
   * @param written a word as it stands in a text
   * @return the token that it becomes
   */
  public static String bare(String written) {
    return written.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
  }

  @Override
  public List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher words = words(text);
    while (words.find()) {
      tokens.add(bare(words.group()));
    }
    return tokens;
  }

  @Override
  public String join(List<String> tokens) {
    return String.join(" ", tokens);
  }

  @Override
  public String spec() {
    return KIND;
  }
}
