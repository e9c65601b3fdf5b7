package dev.seq4j.apps;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that train. */
@Command(
    name = "train",
    description = "Train a model.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(sentiment | text | translation | captions | punctuation | films)",
    footer = {
      "",
      "Examples:",
      "  seq4j train sentiment --epochs 3",
      "  seq4j train text --data book.txt",
      "  seq4j train translation --recipe attention",
      "  seq4j train captions",
      "  seq4j train punctuation --data book.txt",
      "  seq4j train films"
    },
    subcommands = {
      TrainSentiment.class,
      TrainText.class,
      TrainTranslation.class,
      TrainCaptions.class,
      TrainPunctuation.class,
      TrainFilms.class
    })
final class Train implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /**
   * Reads a command line without doing what it says.
   *
   * @param command gets its options set
   * @param words options as they would be typed
   * @return the command
   * @throws InvalidInputException if the command has no such options
   */
  static <T> T read(T command, List<String> words) {
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

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.BAD_INPUT;
  }
}
