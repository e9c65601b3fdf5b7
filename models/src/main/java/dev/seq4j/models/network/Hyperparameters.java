package dev.seq4j.models.network;

import dev.seq4j.core.InvalidInputException;

/** The range of each hyper-parameter, for the records of settings to check. */
public final class Hyperparameters {

  private Hyperparameters() {}

  /**
   * @param name of a size or number, such as {@code units}
   * @param value must be 1 or above
   * @throws InvalidInputException if it is not
   */
  public static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new InvalidInputException(name + " = " + value + ": must be 1 or above");
    }
  }

  /**
   * @param value must be in [0, 1)
   * @throws InvalidInputException if it is not
   */
  public static void requireDropout(double value) {
    requireDropout("dropout", value);
  }

  /**
   * @param name of a probability of dropping something, such as {@code dropout}
   * @param value must be in [0, 1)
   * @throws InvalidInputException if it is not
   */
  public static void requireDropout(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new InvalidInputException(name + " = " + value + ": must be in [0, 1)");
    }
  }

  /**
   * @param value must be above 0 and finite
   * @throws InvalidInputException if it is not
   */
  public static void requireLearningRate(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new InvalidInputException("learning rate = " + value + ": must be above 0");
    }
  }
}
