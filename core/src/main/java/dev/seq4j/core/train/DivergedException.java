package dev.seq4j.core.train;

/**
 * A loss, gradient or weight that is NaN or infinite.
 *
 * <p>The weights of the network are worthless then; the run's last checkpoint and best model, if
 * there are any, are from before and untouched.
 */
public final class DivergedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: what, at which iteration, learning rate and largest gradient, and what
   *     to try
   */
  public DivergedException(String message) {
    super(message);
  }
}
