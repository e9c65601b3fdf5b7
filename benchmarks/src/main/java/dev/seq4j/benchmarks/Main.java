package dev.seq4j.benchmarks;

import dev.seq4j.benchmarks.harness.Row;
import dev.seq4j.core.InvalidInputException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs benchmarks: a line of CSV for each comparison on standard output, progress on standard
 * error; unless {@code --quick} is given, the page of results, too.
 */
public final class Main {

  /** In the folder of the project, where {@code run.sh} starts this. */
  private static final Path PAGE = Path.of("docs", "benchmarks.md");

  private static final int BAD_USAGE = 2;

  private Main() {}

  /**
   * @param arguments {@code [--quick] [GROUP...]}
   */
  public static void main(String[] arguments) {
    try {
      run(Options.parse(arguments));
    } catch (InvalidInputException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_USAGE);
    }
    System.exit(0); // threads of native libraries would go on
  }

  private static void run(Options options) {
    System.out.println(Row.CSV_HEADER);
    try (Runner runner =
        new Runner(options.schedule(), row -> System.out.println(row.csv()), System.err::println)) {
      List<Row> rows =
          options.groups().stream().flatMap(group -> runner.run(group).stream()).toList();
      if (!options.quick()) {
        ResultPage.update(PAGE, options, rows);
        System.err.println("wrote " + PAGE);
      }
    }
  }
}
