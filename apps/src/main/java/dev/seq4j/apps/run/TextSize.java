package dev.seq4j.apps.run;

import dev.seq4j.core.InvalidInputException;
import java.util.Locale;

/** Whether memory holds a text that is to be learned from. */
public final class TextSize {

  /** While a text is cut into tokens: itself twice, their references and their ids. */
  private static final int BYTES_A_CHARACTER = 16;

  private TextSize() {}

  /**
   * Better to hear it now than to run out of memory in an hour.
   *
   * @param title of the text
   * @param characters of the text
   * @param memory bytes of heap
   * @throws InvalidInputException if the text needs more
   */
  public static void requireRoom(String title, long characters, long memory) {
    long most = memory / BYTES_A_CHARACTER;
    if (characters > most) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "%s: has %,d characters, at most %,d can be trained on with %,d MB of heap; -Xmx in"
                  + " JAVA_OPTS gives more",
              title,
              characters,
              most,
              memory >> 20));
    }
  }
}
