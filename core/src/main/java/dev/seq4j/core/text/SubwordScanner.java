package dev.seq4j.core.text;

/**
 * Cuts a text into the chunks inside of which subwords are looked for; together the chunks are the
 * text.
 *
 * <pre>
 *   It'|s| l'|homme|,| isn't| it|?|\n\n|In| 178|9
 * </pre>
 *
 * <p>A chunk is a word, up to three digits, or a run of marks, each with the space before it if
 * there is one; or a run of other white space. An apostrophe between letters belongs to the word,
 * but ends it after one letter or two: so {@code l'} and {@code homme} are found apart. Very long
 * chunks are cut.
 */
final class SubwordScanner {

  private static final int LONGEST = 64;
  private static final int MOST_DIGITS = 3;
  private static final int LONGEST_ELIDED = 2;

  private final String text;
  private int end;

  SubwordScanner(String text) {
    this.text = text;
  }

  /** Returns the next chunk, or null after the last. */
  String next() {
    int start = end;
    if (start == text.length()) {
      return null;
    }
    int kind = kindAt(start);
    if (kind != Characters.SPACE) {
      end = runEnd(start, start, kind);
    } else if (text.charAt(start) == ' ' && kindAt(start + 1) != Characters.SPACE) {
      end = runEnd(start, start + 1, kindAt(start + 1));
    } else {
      int run = runEnd(start, start, Characters.SPACE);
      boolean leaves = text.charAt(run - 1) == ' ' && kindAt(run) != Characters.SPACE;
      end = leaves ? run - 1 : run; // the last space goes with the word
    }
    return text.substring(start, end);
  }

  private int runEnd(int start, int from, int kind) {
    int i = from;
    int limit = start + (kind == Characters.DIGIT ? from - start + MOST_DIGITS : LONGEST);
    while (i < text.length() && i < limit && (kindAt(i) == kind || isInner(i, from, kind))) {
      if (i - from <= LONGEST_ELIDED && isInner(i, from, kind)) {
        return i + 1;
      }
      i += Character.charCount(text.codePointAt(i));
    }
    return i;
  }

  /** Whether this is an apostrophe between letters of a word. */
  private boolean isInner(int i, int from, int kind) {
    return kind == Characters.LETTER
        && i > from
        && Characters.isApostrophe(text.charAt(i))
        && kindAt(i + 1) == Characters.LETTER;
  }

  /** The kind of the character at a place; that of white space after the end. */
  private int kindAt(int i) {
    return i < text.length() ? Characters.kind(text.codePointAt(i)) : Characters.SPACE;
  }
}
