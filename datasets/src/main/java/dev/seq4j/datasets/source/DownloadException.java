package dev.seq4j.datasets.source;

import dev.seq4j.core.InvalidInputException;

/** A file that could not be downloaded; the message names the host and the reason in one line. */
public class DownloadException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one line for the user
   */
  public DownloadException(String message) {
    super(message);
  }

  /**
   * @param message one line for the user
   * @param cause what a developer wants to see besides
   */
  public DownloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
