package dev.seq4j.apps;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code seq4j}: without arguments the tour, else a command. */
@Command(
    name = "seq4j",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
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
      "  seq4j generate --model runs/text/model.zip --prompt \"It was\" --temperature 0.8",
      "",
      "Exit codes: 0 done, 1 failed, 2 bad input, 130 interrupted."
    },
    subcommands = {
      Tour.class,
      Train.class,
      Evaluate.class,
      Classify.class,
      Generate.class,
      Data.class,
      Info.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Runnable {

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new IllegalStateException("no arguments means the tour");
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
    Errors errors = new Errors();
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setUsageHelpAutoWidth(true)
        .execute(args.length == 0 ? new String[] {"tour"} : args);
  }

  /**
   * @param args the command line
   */
  public static void main(String[] args) {
    int code = run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
    if (code != ExitCode.OK) {
      System.exit(code);
    }
  }
}
