package dev.seq4j.apps;

import dev.seq4j.apps.captioning.CaptionPictures;
import dev.seq4j.apps.captioning.DescribeFilm;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.console.Terminal;
import dev.seq4j.apps.data.Data;
import dev.seq4j.apps.data.DataOwner;
import dev.seq4j.apps.lecture.Attention;
import dev.seq4j.apps.lecture.CellLoop;
import dev.seq4j.apps.lecture.Gradients;
import dev.seq4j.apps.lecture.Memory;
import dev.seq4j.apps.punctuation.Punctuate;
import dev.seq4j.apps.sentiment.Classify;
import dev.seq4j.apps.sentiment.Compare;
import dev.seq4j.apps.sentiment.Explain;
import dev.seq4j.apps.series.Acoustic;
import dev.seq4j.apps.series.DnaMotifs;
import dev.seq4j.apps.series.Forecast;
import dev.seq4j.apps.text.Generate;
import dev.seq4j.apps.translation.Translate;
import dev.seq4j.datasets.source.DataHome;
import java.io.FileDescriptor;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code seq4j}: without arguments the tour, else a command. */
@Command(
    name = "seq4j",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    header = "Sequence models for text: train them, use them.",
    description = "Without a command: the tour, two minutes that show what is here.",
    footer = {
      "",
      "Examples:",
      "  seq4j",
      "  seq4j train sentiment --model lstm --epochs 3",
      "  seq4j train text --data book.txt",
      "  seq4j classify --model runs/sentiment/model.zip \"I really love this movie.\"",
      "  seq4j explain --model runs/sentiment/model.zip \"A dull film with a great cast.\"",
      "  seq4j translate --model runs/translation/model.zip \"I am hungry.\"",
      "  seq4j generate --model runs/text/model.zip --prompt \"It was\" --temperature 0.8",
      "",
      "Exit codes: 0 done, 1 failed, 2 bad input, 130 interrupted by Ctrl-C, 143 by kill."
    },
    subcommands = {
      Tour.class,
      Train.class,
      Compare.class,
      Evaluate.class,
      Classify.class,
      Explain.class,
      Generate.class,
      Translate.class,
      CaptionPictures.class,
      DescribeFilm.class,
      Punctuate.class,
      Gradients.class,
      CellLoop.class,
      Attention.class,
      Memory.class,
      DnaMotifs.class,
      Forecast.class,
      Acoustic.class,
      Data.class,
      Info.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements DataOwner {

  private final DataHome home;

  private Main(DataHome home) {
    this.home = home;
  }

  /**
   * Runs a command in this process.
   *
   * @param out where results go
   * @param err where messages go
   * @param args the command line
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(DataHome.ofUser(), out, err, args);
  }

  /** Runs a command that looks for data there. */
  static int run(DataHome home, PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = commandLine(home).setOut(out).setErr(err);
    try {
      return line.execute(args.length == 0 ? new String[] {"tour"} : args);
    } catch (OutOfMemoryError e) {
      return Errors.outOfMemory(line, e);
    }
  }

  static CommandLine commandLine(DataHome home) {
    Errors errors = new Errors();
    CommandLine line =
        new CommandLine(new Main(home))
            .setParameterExceptionHandler(errors)
            .setExecutionExceptionHandler(errors)
            .setUsageHelpAutoWidth(true)
            // A recipe's option gives way to one that follows.
            .setOverwrittenOptionsAllowed(true)
            // A text to classify may begin with @.
            .setExpandAtFiles(false);
    giveVersion(line);
    return line;
  }

  private static void giveVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new Version());
    command.getSubcommands().values().forEach(Main::giveVersion);
  }

  @Override
  public DataHome dataHome() {
    return home;
  }

  /**
   * @param args the command line
   */
  public static void main(String[] args) {
    int code = run(Terminal.writer(FileDescriptor.out), Terminal.writer(FileDescriptor.err), args);
    if (code != ExitCode.OK) {
      System.exit(code);
    }
  }
}
