package dev.seq4j.apps.console;

import dev.seq4j.core.InvalidInputException;
import picocli.CommandLine.Option;

/** The option that says when to colour what is shown. */
public final class ColorOption {

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "Colour what is shown: auto (on a terminal), always or never (default:"
              + " ${DEFAULT-VALUE}).")
  private String color;

  /**
   * @return whether to colour
   * @throws InvalidInputException if the option is none of the three
   */
  public boolean coloured() {
    return switch (color) {
      case "auto" -> Terminal.attached() && System.getenv("NO_COLOR") == null;
      case "always" -> true;
      case "never" -> false;
      default ->
          throw new InvalidInputException(
              "--color = " + color + ": must be one of auto, always, never");
    };
  }
}
