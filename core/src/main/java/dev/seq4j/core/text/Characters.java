package dev.seq4j.core.text;

/** Sorts code points into the four kinds that cutting words needs. */
final class Characters {

  /** White space, and what a reader cannot see: controls, format characters, lone surrogates. */
  static final int SPACE = 0;

  /** Letters of any script and the marks upon them. */
  static final int LETTER = 1;

  /** Digits and other numbers, such as {@code ½}. */
  static final int DIGIT = 2;

  /** Punctuation, symbols, emoji and what Unicode has not assigned yet. */
  static final int MARK = 3;

  static final char ZERO_WIDTH_NON_JOINER = '\u200C';
  static final char ZERO_WIDTH_JOINER = '\u200D';

  private static final byte[] ASCII = new byte[128];

  static {
    for (int c = 0; c < ASCII.length; c++) {
      ASCII[c] = (byte) kindByType(c);
    }
  }

  private Characters() {}

  /**
   * @param codePoint any, a lone surrogate included
   * @return one of the four kinds
   */
  static int kind(int codePoint) {
    return codePoint < ASCII.length ? ASCII[codePoint] : kindByType(codePoint);
  }

  private static int kindByType(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK ->
          LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> DIGIT;
      case Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE ->
          SPACE;
      default -> MARK;
    };
  }

  /**
   * @param kind as {@link #kind} returns it
   * @return whether words are made of it
   */
  static boolean isWord(int kind) {
    return kind == LETTER || kind == DIGIT;
  }

  /** Whether the character stands where an apostrophe is meant, typed well or badly. */
  static boolean isApostrophe(char c) {
    return switch (c) {
      case '\'', '’', '‘', '`', '´' -> true;
      default -> false;
    };
  }

  /** Whether the character is a hyphen; dashes are not. */
  static boolean isHyphen(char c) {
    return c == '-' || c == '\u2010' || c == '\u2011';
  }

  static boolean isAsciiLetter(char c) {
    return c < ASCII.length && ASCII[c] == LETTER;
  }

  static boolean isAsciiWord(char c) {
    return c < ASCII.length && isWord(ASCII[c]);
  }

  /** Whether a symbol's shape or colour is changed by this code point after it. */
  static boolean extendsSymbol(int codePoint) {
    if (codePoint >= 0x1F3FB && codePoint <= 0x1F3FF) {
      return true; // skin tones
    }
    if (codePoint >= 0xE0020 && codePoint <= 0xE007F) {
      return true; // tags, which spell the flags of England, Scotland and Wales
    }
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  /** Whether two of these in a row make a flag. */
  static boolean isRegionalIndicator(int codePoint) {
    return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
  }
}
