package dev.seq4j.core;

/**
 * Input from outside that cannot be used: a file, a setting or a text.
 *
 * <p>The message is one line that names the thing, where it stands, its value and what is allowed,
 * so that a program can show it to its user as it is: {@code dropout = 1.4: must be in [0, 1)}.
 */
public class InvalidInputException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one line for the user
   */
  public InvalidInputException(String message) {
    super(message);
  }

  /**
   * @param message one line for the user
   * @param cause what a developer wants to see besides
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
