package dev.seq4j.core.text;

import dev.seq4j.core.InvalidInputException;

/**
 * A long sequence cut into windows that overlap, for a network that reads in both directions and so
 * needs what comes before and after. Each token is judged in one window, with a quarter of a window
 * or more on either side of it, but for the ends of the sequence.
 *
 * <pre>
 *   window 0   |judged..........judged|context|
 *   window 1                  |context|judged....judged|context|
 *   window 2                                   |context|judged......judged|
 * </pre>
 *
 * @param tokens of the sequence, 1 or more
 * @param length of a window in tokens, 4 or more; the last one may be shorter
 */
public record OverlappingWindows(int tokens, int length) {

  /** The shortest window that has a context on both sides. */
  public static final int SHORTEST = 4;

  /**
   * @throws InvalidInputException if a number is out of its range
   */
  public OverlappingWindows {
    require("tokens", tokens, 1);
    require("window", length, SHORTEST);
  }

  private static void require(String what, int value, int least) {
    if (value < least) {
      throw new InvalidInputException("%s = %d: must be %d or above".formatted(what, value, least));
    }
  }

  /**
   * @return how many windows there are
   */
  public int count() {
    return tokens <= length ? 1 : (tokens - length - 1) / step() + 2;
  }

  /**
   * @param window from 0 to below {@link #count()}
   * @return its first token
   */
  public int from(int window) {
    return window * step();
  }

  /**
   * @param window from 0 to below {@link #count()}
   * @return the token after its last
   */
  public int to(int window) {
    return Math.min(tokens, from(window) + length);
  }

  /**
   * @param window from 0 to below {@link #count()}
   * @return the first token that is judged in it
   */
  public int judgedFrom(int window) {
    return window == 0 ? 0 : from(window) + margin();
  }

  /**
   * @param window from 0 to below {@link #count()}
   * @return the token after the last that is judged in it
   */
  public int judgedTo(int window) {
    return window == count() - 1 ? tokens : judgedFrom(window + 1);
  }

  private int margin() {
    return length / SHORTEST;
  }

  private int step() {
    return length - 2 * margin();
  }
}
