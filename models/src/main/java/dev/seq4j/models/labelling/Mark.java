package dev.seq4j.models.labelling;

/**
 * The mark that follows a word. Of several the first counts: that of {@code "Stop!--"} is {@link
 * #EXCLAMATION}.
 */
public enum Mark {
  /** No mark, or one that is not restored, such as a quotation mark or a bracket. */
  NONE(""),
  COMMA(","),
  /** A full stop; also that of an abbreviation, and the dots of an ellipsis. */
  PERIOD("."),
  SEMICOLON(";"),
  COLON(":"),
  QUESTION("?"),
  EXCLAMATION("!"),
  /** Two hyphens or more, one between spaces, or a dash. */
  DASH("--");

  private final String written;

  Mark(String written) {
    this.written = written;
  }

  /**
   * @return the mark itself, without a space
   */
  public String written() {
    return written;
  }

  /**
   * @return whether a sentence may end with it
   */
  public boolean endsSentence() {
    return this == PERIOD || this == QUESTION || this == EXCLAMATION;
  }

  /** Returns the mark that a piece of punctuation stands for. */
  static Mark of(String punctuation) {
    for (Mark mark : values()) {
      if (mark.written.equals(punctuation)) {
        return mark;
      }
    }
    return punctuation.equals("\u2026") ? PERIOD : DASH;
  }

  @Override
  public String toString() {
    return this == NONE ? "none" : written;
  }
}
