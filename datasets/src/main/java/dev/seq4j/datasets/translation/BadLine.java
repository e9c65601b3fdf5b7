package dev.seq4j.datasets.translation;

/**
 * A line that holds no pair of sentences.
 *
 * @param number from 1
 * @param reason what is wrong with it, such as {@code is empty}
 */
public record BadLine(long number, String reason) {

  /** Returns it as messages have it: {@code line 3 is empty}. */
  @Override
  public String toString() {
    return "line " + number + " " + reason;
  }
}
