package dev.seq4j.models.language;

import java.util.function.Consumer;

/**
 * Passes on a text that comes in pieces until a certain text occurs in it. What may turn out to be
 * the beginning of that text is held back.
 */
final class StopText implements Consumer<String> {

  private final String stop;
  private final Consumer<String> sink;
  private final StringBuilder held = new StringBuilder();
  private final StringBuilder passed = new StringBuilder();
  private boolean found;

  /**
   * @param stop what ends the text; empty if nothing does
   * @param sink gets what stands before it, in pieces that are not empty
   */
  StopText(String stop, Consumer<String> sink) {
    this.stop = stop;
    this.sink = sink;
  }

  @Override
  public void accept(String piece) {
    if (found) {
      return;
    }
    held.append(piece);
    int at = stop.isEmpty() ? -1 : held.indexOf(stop);
    found = at >= 0;
    pass(found ? at : held.length() - beginning());
  }

  /** How many characters at the end of what is held may be the beginning of the stop. */
  private int beginning() {
    for (int length = Math.min(stop.length() - 1, held.length()); length > 0; length--) {
      if (stop.startsWith(held.substring(held.length() - length))) {
        return length;
      }
    }
    return 0;
  }

  private void pass(int length) {
    if (length > 0) {
      String piece = held.substring(0, length);
      held.delete(0, length);
      passed.append(piece);
      sink.accept(piece);
    }
  }

  /**
   * @return whether the stop occurred
   */
  boolean found() {
    return found;
  }

  /**
   * Passes on what was held back in vain.
   *
   * @return all that was passed on
   */
  String end() {
    if (!found) {
      pass(held.length());
    }
    return passed.toString();
  }
}
