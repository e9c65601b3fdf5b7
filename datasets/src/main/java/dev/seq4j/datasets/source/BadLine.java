package dev.seq4j.datasets.source;

/**
 * A line of a file that holds nothing that can be used.
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
