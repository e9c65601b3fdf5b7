package dev.seq4j.apps.text;

/**
 * A text cut into three: to learn from, to choose the best weights by, and to measure them on.
 *
 * @param train the beginning
 * @param validation what follows; empty if nothing is validated
 * @param heldOut the end
 */
record TextParts(String train, String validation, String heldOut) {

  /**
   * @param text any
   * @param validation share of the text, 0 or above
   * @param heldOut share of the text
   */
  static TextParts of(String text, double validation, double heldOut) {
    int held = cut(text, 1 - heldOut);
    int validated = cut(text, 1 - heldOut - validation);
    return new TextParts(
        text.substring(0, validated), text.substring(validated, held), text.substring(held));
  }

  /** A place between two characters. */
  private static int cut(String text, double share) {
    int at = (int) Math.round(text.length() * share);
    boolean torn = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
    return torn ? at - 1 : at;
  }
}
