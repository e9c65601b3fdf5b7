package dev.seq4j.core.text;

/** Finds faces and hearts made of punctuation, such as {@code :-)}, {@code ;D} and {@code <3}. */
final class Emoticons {

  /** Those that are no face of eyes, nose and mouth lying on its side. */
  private static final String[] FIXED = {
    "<3", "</3", "^_^", "^-^", "^.^", "-_-", ">_<", ">.<", "\\o/", "¯\\_(ツ)_/¯"
  };

  private static final String BRACKETS = ")(][}{";
  private static final String OTHER_MOUTHS = "DPpOoSsXx3/\\|*";

  private Emoticons() {}

  /**
   * @param s a text
   * @param i where an emoticon may begin
   * @param n the text's length
   * @param afterWord whether a letter or digit stands before {@code i}
   * @return the end of the emoticon; -1 if there is none
   */
  static int end(char[] s, int i, int n, boolean afterWord) {
    int end =
        switch (s[i]) {
          case ':', ';', '=' -> face(s, i, n, afterWord);
          case '(' -> mirroredFace(s, i, n);
          case '<', '^', '-', '\\', '¯' -> fixed(s, i, n, afterWord);
          case '>' -> {
            int fixed = fixed(s, i, n, afterWord);
            yield fixed < 0 && i + 1 < n && isEyes(s[i + 1]) ? face(s, i + 1, n, afterWord) : fixed;
          }
          default -> -1;
        };
    return end >= 0 && end < n && Characters.isWord(Characters.kind(Character.codePointAt(s, end)))
        ? -1
        : end;
  }

  /** Eyes, perhaps a tear, perhaps a nose, a mouth. */
  private static int face(char[] s, int eyes, int n, boolean afterWord) {
    int i = eyes + 1;
    if (i < n && s[i] == '\'') {
      i++;
    }
    if (i + 1 < n && isNose(s[i], s[i + 1])) {
      i++;
    }
    if (i >= n) {
      return -1;
    }
    char mouth = s[i];
    int end = i + 1;
    if (isBracket(mouth)) {
      return end;
    }
    // Such a mouth may also be a letter, a path or a bullet: it must stand clear on both sides.
    boolean clear = !afterWord && (end == n || !isMark(s[end]) || ".,!?)\"'".indexOf(s[end]) >= 0);
    return clear && OTHER_MOUTHS.indexOf(mouth) >= 0 ? end : -1;
  }

  private static int mirroredFace(char[] s, int mouth, int n) {
    int i = mouth + 1;
    if (i < n && s[i] == '-') {
      i++;
    }
    if (i >= n || s[i] != ':' && s[i] != ';') {
      return -1;
    }
    boolean clear = i + 1 == n || Characters.kind(s[i + 1]) == Characters.SPACE;
    return clear ? i + 1 : -1;
  }

  private static int fixed(char[] s, int i, int n, boolean afterWord) {
    if (!afterWord) {
      for (String emoticon : FIXED) {
        if (startsWith(s, i, n, emoticon)) {
          return i + emoticon.length();
        }
      }
    }
    return -1;
  }

  private static boolean startsWith(char[] s, int i, int n, String prefix) {
    if (n - i < prefix.length()) {
      return false;
    }
    for (int k = 0; k < prefix.length(); k++) {
      if (s[i + k] != prefix.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEyes(char c) {
    return c == ':' || c == ';' || c == '=';
  }

  private static boolean isNose(char c, char mouth) {
    return c == '-' || c == '^' || (c == 'o' || c == '0') && isBracket(mouth);
  }

  static boolean isBracket(char c) {
    return BRACKETS.indexOf(c) >= 0;
  }

  private static boolean isMark(char c) {
    return Characters.kind(c) == Characters.MARK;
  }
}
