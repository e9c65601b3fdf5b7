package dev.seq4j.datasets.source;

/**
 * Text from outside as it may stand in a one-line message: short, and without control characters.
 */
public final class Excerpt {

  private static final int LONGEST = 60;

  private Excerpt() {}

  /**
   * @param text anything
   * @return its first 60 characters, with a question mark for each control character
   */
  public static String of(String text) {
    boolean tooLong = text.length() > LONGEST;
    String start = tooLong ? text.substring(0, LONGEST) : text;
    return start.replaceAll("[\\p{Cntrl}\\p{Cs}\u2028\u2029]", "?") + (tooLong ? "..." : "");
  }
}
