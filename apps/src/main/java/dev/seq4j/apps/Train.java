package dev.seq4j.apps;

import dev.seq4j.apps.captioning.TrainCaptions;
import dev.seq4j.apps.captioning.TrainFilms;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.punctuation.TrainPunctuation;
import dev.seq4j.apps.sentiment.TrainSentiment;
import dev.seq4j.apps.text.TrainText;
import dev.seq4j.apps.translation.TrainTranslation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.BAD_INPUT;
  }
}
