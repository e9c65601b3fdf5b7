package dev.seq4j.core.text;

/** Words whose letters are hidden in part: {@code s**t}, {@code f***}, {@code Ke$ha}. */
final class MaskedWords {

  private static final int LONGEST_MASK = 4;

  /** A word that is masked shows at most so many letters before the mask. */
  private static final int LONGEST_UNMASKED = 2;

  private MaskedWords() {}

  /**
   * @param s a text
   * @param part where letters begin
   * @param i the place of a star or another mark after them
   * @param n the text's length
   * @return the end of the marks if letters are hidden behind them; -1 if none are
   */
  static int maskEnd(char[] s, int part, int i, int n) {
    if (i == part || i - part > LONGEST_UNMASKED) {
      return -1;
    }
    for (int k = part; k < i; k++) {
      if (!Characters.isAsciiLetter(s[k])) {
        return -1;
      }
    }
    int end = i;
    while (end < n && end - i < LONGEST_MASK && isMask(s[end])) {
      end++;
    }
    int next = end < n ? Characters.kind(Character.codePointAt(s, end, n)) : Characters.SPACE;
    boolean moreStars = end < n && s[end] == '*';
    boolean hidesEnd = end - i > 1 && s[end - 1] == '*' && !Characters.isWord(next) && !moreStars;
    return hidesEnd || next == Characters.LETTER ? end : -1;
  }

  private static boolean isMask(char c) {
    return c == '*' || c == '@' || c == '#' || c == '$';
  }
}
