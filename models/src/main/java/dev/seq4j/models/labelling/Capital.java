package dev.seq4j.models.labelling;

import java.util.Locale;

/** Which letters of a word are capitals. */
public enum Capital {
  /** None, or not the first. */
  NONE,
  /** The first, whatever is inside; and the only one of a word of one letter. */
  FIRST,
  /** All, of two or more. */
  ALL;

  /**
   * @param written a word as it stands in a text
   * @return its capitals
   */
  static Capital of(String written) {
    int[] letters = written.codePoints().filter(Character::isLetter).toArray();
    if (letters.length == 0 || !isCapital(letters[0])) {
      return NONE;
    }
    for (int i = 1; i < letters.length; i++) {
      if (!isCapital(letters[i])) {
        return FIRST;
      }
    }
    return letters.length == 1 ? FIRST : ALL;
  }

  private static boolean isCapital(int letter) {
    return Character.isUpperCase(letter) || Character.isTitleCase(letter);
  }

  /**
   * @param word in lower case
   * @return the word with these capitals; as it is, if it has no letter
   */
  String apply(String word) {
    return switch (this) {
      case NONE -> word;
      case FIRST -> withFirst(word);
      case ALL -> word.toUpperCase(Locale.ROOT);
    };
  }

  private static String withFirst(String word) {
    int at = 0;
    while (at < word.length() && !Character.isLetter(word.codePointAt(at))) {
      at = word.offsetByCodePoints(at, 1);
    }
    if (at == word.length()) {
      return word;
    }
    int end = word.offsetByCodePoints(at, 1);
    return word.substring(0, at)
        + Character.toString(Character.toTitleCase(word.codePointAt(at)))
        + word.substring(end);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
