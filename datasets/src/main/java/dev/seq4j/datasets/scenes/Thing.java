package dev.seq4j.datasets.scenes;

import dev.seq4j.core.InvalidInputException;

/**
 * A thing in a picture.
 *
 * @param size how large it is
 * @param colour its colour
 * @param form its shape
 */
public record Thing(Size size, Colour colour, Form form) {

  /**
   * @throws InvalidInputException if a part is missing
   */
  public Thing {
    if (size == null || colour == null || form == null) {
      throw new InvalidInputException("thing: must have size, colour and form");
    }
  }

  /** Says what it is, such as {@code a small red circle}. */
  @Override
  public String toString() {
    return "a %s %s %s".formatted(size, colour, form);
  }
}
