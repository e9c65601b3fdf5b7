package dev.seq4j.core.text;

import org.jsoup.nodes.Entities;

/**
 * Turns text as it comes from the web into what its reader would see, in place.
 *
 * <p>Tags and comments of HTML become a line break; character references that end in a semicolon
 * are decoded, once; soft hyphens vanish; the control characters U+0080 to U+009F, which come from
 * Windows-1252 text that was read as ISO 8859-1, become the quotes and dashes they were. This is no
 * HTML parser: the content of a script or style element stays.
 */
final class PlainText {

  /** What Windows-1252 has at 0x80 to 0x9F; a space where it has nothing. */
  private static final String WINDOWS_1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

  private static final char SOFT_HYPHEN = '\u00AD';

  /** The longest name in HTML's table has 31 letters. */
  private static final int LONGEST_REFERENCE = 32;

  private final char[] chars;
  private int read;
  private int written;

  /** No comment ends after this place, as far as is known; spares searching again and again. */
  private int noCommentEndsAfter = Integer.MAX_VALUE;

  private PlainText(char[] chars) {
    this.chars = chars;
  }

  /**
   * @param chars the text; its first part is overwritten
   * @return how many characters of {@code chars} hold the plain text
   */
  static int clean(char[] chars) {
    return new PlainText(chars).clean();
  }

  private int clean() {
    while (read < chars.length) {
      char c = chars[read];
      if (c == '<') {
        int end = markupEnd(read);
        put(end < 0 ? c : '\n');
        read = end < 0 ? read + 1 : end;
      } else if (c == '&') {
        reference();
      } else {
        put(c);
        read++;
      }
    }
    return written;
  }

  private void put(char c) {
    if (c >= 0x80 && c <= SOFT_HYPHEN) {
      if (c == SOFT_HYPHEN) {
        return;
      }
      if (c < 0xA0) {
        chars[written++] = WINDOWS_1252.charAt(c - 0x80);
        return;
      }
    }
    chars[written++] = c;
  }

  private void reference() {
    int last = Math.min(chars.length, read + 2 + LONGEST_REFERENCE);
    int i = read + 1;
    while (i < last && (Characters.isAsciiWord(chars[i]) || i == read + 1 && chars[i] == '#')) {
      i++;
    }
    String decoded = "";
    if (i > read + 1 && i < last && chars[i] == ';') {
      String name = String.valueOf(chars, read + 1, i - read - 1);
      decoded = name.charAt(0) == '#' ? numbered(name) : Entities.getByName(name);
    }
    if (decoded.isEmpty()) {
      put(chars[read++]);
      return;
    }
    read = i + 1;
    for (int k = 0; k < decoded.length(); k++) { // never longer than the reference
      put(decoded.charAt(k));
    }
  }

  /** The character of a reference such as {@code #39} or {@code #x27}; empty if it has none. */
  private static String numbered(String name) {
    boolean hexadecimal = name.length() > 1 && (name.charAt(1) | 0x20) == 'x';
    try {
      int codePoint =
          hexadecimal
              ? Integer.parseInt(name, 2, name.length(), 16)
              : Integer.parseInt(name, 1, name.length(), 10);
      return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "";
    } catch (NumberFormatException e) {
      return "";
    }
  }

  /** The end of the tag, comment or declaration that begins at {@code start}; -1 if none does. */
  private int markupEnd(int start) {
    int i = start + 1;
    char c = at(i);
    if (c == '!' && at(i + 1) == '-' && at(i + 2) == '-') {
      return commentEnd(i + 3);
    }
    if (c == '!' || c == '?') {
      return Characters.isAsciiLetter(at(i + 1)) ? tagEnd(i + 1) : -1;
    }
    if (c == '/') {
      i++;
    }
    if (!Characters.isAsciiLetter(at(i))) {
      return -1;
    }
    while (isNamePart(at(i))) {
      i++;
    }
    c = at(i);
    boolean named = c == '>' || c == '/' && at(i + 1) == '>' || isHtmlSpace(c);
    return named ? tagEnd(i) : -1;
  }

  /** Goes to the tag's end past quoted values; another {@code <} before it means there is none. */
  private int tagEnd(int from) {
    int i = from;
    while (i < chars.length) {
      char c = chars[i];
      if (c == '>') {
        return i + 1;
      }
      if (c == '<') {
        return -1;
      }
      i++;
      if (c == '=') {
        while (isHtmlSpace(at(i))) {
          i++;
        }
        char quote = at(i);
        if (quote == '"' || quote == '\'') {
          i++;
          while (i < chars.length && chars[i] != quote) {
            i++;
          }
          i++;
        }
      }
    }
    return -1;
  }

  private int commentEnd(int from) {
    if (from >= noCommentEndsAfter) {
      return -1;
    }
    for (int i = from; i + 2 < chars.length; i++) {
      if (chars[i] == '-' && chars[i + 1] == '-' && chars[i + 2] == '>') {
        return i + 3;
      }
    }
    noCommentEndsAfter = from;
    return -1;
  }

  private char at(int i) {
    return i < chars.length ? chars[i] : '\0';
  }

  private static boolean isNamePart(char c) {
    return Characters.isAsciiWord(c) || c == '-' || c == ':';
  }

  private static boolean isHtmlSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }
}
