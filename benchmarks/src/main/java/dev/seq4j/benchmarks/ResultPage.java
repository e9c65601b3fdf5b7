package dev.seq4j.benchmarks;

import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.benchmarks.harness.Row;
import dev.seq4j.benchmarks.harness.Schedule;
import dev.seq4j.core.Build;
import dev.seq4j.core.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The page of results: how it is measured, and a section for each group with the day, the machine
 * and the versions of its own. A run replaces the sections of its groups and leaves the others.
 */
final class ResultPage {

  private static final String HEADING = "## ";

  private ResultPage() {}

  static void update(Path page, Options options, List<Row> rows) {
    StringBuilder text = new StringBuilder(introduction());
    String before = Files.exists(page) ? read(page) : "";
    for (Group group : Groups.ALL) {
      String section =
          options.groups().contains(group)
              ? section(group, options, rows)
              : sectionOf(group, before);
      text.append(section);
    }
    AtomicFile.write(page, text.toString());
  }

  private static String introduction() {
    Schedule schedule = Schedule.FULL;
    return """
    # Benchmarks

    How fast Seq4j is beside PyTorch and beside Deeplearning4j's own layers, on the CPU. Written by

    ```
    benchmarks/run.sh [--quick] [GROUP...]
    ```

    which builds what it needs, prints a line of CSV for each comparison and, without `--quick`, replaces the
    sections of its groups on this page. Below, a ratio is our time divided by the other's: smaller is better.

    ## How it is measured

    - Both sides do the same work on the same synthetic batch with the same number of threads, one for each
      core: forward, loss, gradients of all parameters, optimizer. The data are those of `problem`, with
      fixed seeds.
    - The sides take turns. Each first runs for %.0f s untimed, then there are %d rounds in which each side
      runs for about %.1f s, a single step at least; a side whose step takes longer sits out as many rounds
      as it has used up. Between two sides nothing runs for a moment, until idle threads have gone to sleep.
      A time is the median of all steps.
    - PyTorch and Deeplearning4j's own layers run in processes of their own, which wait for orders while another
      side runs.
    - PyTorch runs by way of DJL. Its functions are in
      [networks.py and transformers.py](../benchmarks/src/main/resources/dev/seq4j/benchmarks/pytorch): a whole
      step is one call of a TorchScript function, so that nothing is lost between Java and PyTorch, with
      PyTorch's own LSTM, GRU and RNN on time-major sequences, its fused attention on batch-major ones, which
      skips the masked half where it is causal, and the fused Adam.
    - Rows of different lengths: PyTorch's packed sequences would be the obvious way, but on a CPU their backward
      pass makes a gradient of all steps for every single step and takes about 30 times as long. So PyTorch gets
      the rows in chunks of a few steps, each with only the rows that still live, the fastest way that was found
      for it.
    - Deeplearning4j has its own embedding, recurrent and output layers, and one-hot labels.
    - Our layers run as a user would have them: in a `ComputationGraph` that is fitted, or in a model's
      `Trainer`.
    - That both sides compute the same is tested: `./mvnw verify -Pbenchmarks` compares outputs, losses and all
      gradients of layers and networks with PyTorch's.
    """
        .formatted(
            schedule.warmUpMillis() / 1000, schedule.rounds(), schedule.blockMillis() / 1000);
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the page says of a group so far; nothing if it does not name it. */
  static String sectionOf(Group group, String page) {
    int begin = page.indexOf("\n" + HEADING + group.name() + "\n");
    if (begin < 0) {
      return "";
    }
    int end = page.indexOf("\n" + HEADING, begin + 1);
    return end < 0 ? page.substring(begin) : page.substring(begin, end);
  }

  private static String section(Group group, Options options, List<Row> rows) {
    Versions versions = Versions.current();
    String table =
        rows.stream()
            .filter(row -> row.group().equals(group.name()))
            .map(ResultPage::line)
            .collect(Collectors.joining());
    return """

    ## %s

    %s

    | case | one | Seq4j, ms | against | its ms | ratio | goal | reached |
    |---|---|---|---|---|---|---|---|
    %s
    `%s` on %s, revision %s: %s, %d cores, %s of memory; %s; Deeplearning4j %s with OpenBLAS %s; DJL %s
    with PyTorch %s.
    """
        .formatted(
            group.name(),
            group.about(),
            table,
            options.command(),
            LocalDate.now(),
            Build.current().revision(),
            Machine.processor(),
            Machine.threads(),
            Machine.memory(),
            versions.java(),
            versions.deeplearning4j(),
            versions.openBlas(),
            versions.djl(),
            versions.pyTorch());
  }

  private static String line(Row row) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %.1f | %s | %.1f | %.2f | %s | %s |\n",
        row.name(),
        row.work(),
        row.ours(),
        row.peer(),
        row.theirs(),
        row.ratio(),
        row.goal().map(Object::toString).orElse(""),
        row.reached().map(reached -> reached ? "yes" : "no").orElse(""));
  }
}
