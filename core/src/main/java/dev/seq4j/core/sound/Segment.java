package dev.seq4j.core.sound;

import dev.seq4j.core.InvalidInputException;

/**
 * What is heard in a part of a sound.
 *
 * @param start second at which it begins, 0 or above
 * @param end second at which it ends, after the start
 * @param label what is heard, such as {@code seven}
 */
public record Segment(double start, double end, String label) {

  /**
   * @throws InvalidInputException if it ends before it begins, or there is no label
   */
  public Segment {
    if (!(start >= 0) || !(end > start) || Double.isInfinite(end)) {
      throw new InvalidInputException(
          "segment from %s to %s: must begin at 0 or after and end after that"
              .formatted(start, end));
    }
    if (label == null || label.isBlank()) {
      throw new InvalidInputException("label: is missing");
    }
  }
}
