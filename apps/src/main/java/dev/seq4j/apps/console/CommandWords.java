package dev.seq4j.apps.console;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The words of a command line, for a part of the program that types them itself. */
public final class CommandWords {

  private CommandWords() {}

  /**
   * Reads a command line without doing what it says.
   *
   * @param command gets its options set
   * @param words options as they would be typed
   * @return the command
   * @throws InvalidInputException if the command has no such options
   */
  public static <T> T read(T command, List<String> words) {
    CommandLine line = new CommandLine(command).setOverwrittenOptionsAllowed(true);
    try {
      line.parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw e.getCause() instanceof InvalidInputException input
          ? input
          : new InvalidInputException(e.getMessage(), e);
    }
    return command;
  }
}
