package dev.seq4j.apps.console;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What settings are checked by when they are made. */
public final class Limits {

  private Limits() {}

  /**
   * Refuses what is below a minimum.
   *
   * @param what is checked, by its name
   * @param value of it
   * @param minimum that is allowed
   */
  public static void atLeast(String what, long value, long minimum) {
    if (value < minimum) {
      throw new InvalidInputException(
          "%s = %d: must be %d or above".formatted(what, value, minimum));
    }
  }

  /**
   * Refuses what is negative, infinite or no number.
   *
   * @param what is checked, by its name
   * @param value of it
   */
  public static void zeroOrAbove(String what, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new InvalidInputException(what + " = " + value + ": must be 0 or above");
    }
  }

  /**
   * Refuses what is no probability of something that may never happen, but must not always.
   *
   * @param what is checked, by its name
   * @param value of it
   */
  public static void probability(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new InvalidInputException(what + " = " + value + ": must be in [0, 1)");
    }
  }

  /**
   * Refuses what is no part of a whole of which something must be left.
   *
   * @param what is checked, by its name
   * @param value of it
   */
  public static void share(String what, double value) {
    if (!(value > 0 && value < 1)) {
      throw new InvalidInputException(what + " = " + value + ": must be in (0, 1)");
    }
  }

  /**
   * Checks the shares of a text that choose the weights, and that measure them.
   *
   * @param validation chooses, may be 0
   * @param heldOut measures
   */
  public static void parts(double validation, double heldOut) {
    share("held out", heldOut);
    probability("validation", validation);
    if (validation + heldOut >= 1) {
      throw new InvalidInputException(
          "validation + held out = %s: must leave something to train on"
              .formatted(validation + heldOut));
    }
  }

  /**
   * Refuses what is not there.
   *
   * @param what is checked, by its name
   * @param value of it
   * @return the value
   */
  public static <T> T present(String what, T value) {
    if (value == null) {
      throw new InvalidInputException(what + ": is missing");
    }
    return value;
  }

  /**
   * Refuses options that say how to learn, where a model that has learned is used.
   *
   * @param command what was called, with {@code --model}
   * @param learning the options
   */
  public static void notWithModel(CommandSpec command, List<String> learning) {
    for (String option : learning) {
      if (command.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new InvalidInputException(option + ": is for learning, not for --model");
      }
    }
  }
}
