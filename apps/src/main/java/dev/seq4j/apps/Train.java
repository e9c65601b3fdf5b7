package dev.seq4j.apps;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands that train. */
@Command(
    name = "train",
    description = "Train a model.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(sentiment | text)",
    footer = {
      "",
      "Examples:",
      "  seq4j train sentiment --epochs 3",
      "  seq4j train text --data book.txt"
    },
    subcommands = {TrainSentiment.class, TrainText.class})
final class Train implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.BAD_INPUT;
  }
}
