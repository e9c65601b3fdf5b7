package dev.seq4j.core.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Writes in one way what typists write in several, so that equal sentences are equal texts. What a
 * model was trained with is what its inputs need, too.
 *
 * <ul>
 *   <li>Unicode's composed form (NFC): {@code é} is one character.
 *   <li>White space of any kind and number, such as the narrow no-break space before French {@code
 *       !}, becomes one space; there is none at the ends.
 *   <li>Apostrophes and single quotes become {@code '}, double quotes {@code "}, hyphens {@code -},
 *       an ellipsis three dots. Guillemets and dashes stay.
 *   <li>What cannot be seen goes: soft hyphens, byte order marks, zero-width spaces, controls. The
 *       two joiners, which change letters and emoji beside them, stay.
 * </ul>
 *
 * <p>A text that is normalised stays what it is.
 *
 * @param lowerCase whether letters become lower-case, whatever the machine's language
 */
public record Normalization(boolean lowerCase) {

  /** Keeps upper case. */
  public static final Normalization DEFAULT = new Normalization(false);

  /**
   * @param lowerCase whether letters become lower-case
   * @return a normalization that differs in this only
   */
  public Normalization withLowerCase(boolean lowerCase) {
    return new Normalization(lowerCase);
  }

  /**
   * @param text any text
   * @return the same, written in the one way
   */
  public String apply(String text) {
    String cased = lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    String clean = clean(composed(cased));
    return composed(clean); // what was between two characters that compose may have gone
  }

  private static String composed(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085') {
        space = true;
      } else if (isSeen(c)) {
        if (space && !out.isEmpty()) {
          out.append(' ');
        }
        space = false;
        append(c, out);
      }
    }
    return out.toString();
  }

  private static boolean isSeen(char c) {
    int type = Character.getType(c);
    boolean joiner = c == Characters.ZERO_WIDTH_JOINER || c == Characters.ZERO_WIDTH_NON_JOINER;
    return joiner || type != Character.FORMAT && type != Character.CONTROL;
  }

  private static void append(char c, StringBuilder out) {
    switch (c) {
      case '’', '‘', '‛', 'ʼ', '`', '´' -> out.append('\'');
      case '“', '”', '„', '‟' -> out.append('"');
      case '\u2010', '\u2011' -> out.append('-');
      case '…' -> out.append("...");
      default -> out.append(c);
    }
  }
}
