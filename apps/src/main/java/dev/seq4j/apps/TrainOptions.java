package dev.seq4j.apps;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.train.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Option;

/** Options that every training has. */
final class TrainOptions {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Folder of the run, new or empty (default: runs/ and the date).")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run in this folder, with its settings, exactly where it stopped.")
  Path resume;

  @Option(
      names = "--checkpoint-minutes",
      paramLabel = "M",
      description = "Minutes between checkpoints (default: 5).")
  private double checkpointMinutes = Trainer.DEFAULT_CHECKPOINT_EVERY.toSeconds() / 60.0;

  /**
   * @return the time between checkpoints
   */
  Duration checkpointEvery() {
    if (!(checkpointMinutes >= 0) || Double.isInfinite(checkpointMinutes)) {
      throw new InvalidInputException(
          "--checkpoint-minutes = " + checkpointMinutes + ": must be 0 or above");
    }
    return Duration.ofMillis(Math.round(checkpointMinutes * 60_000));
  }

  /**
   * @param task such as {@code sentiment}
   * @return the folder of a new run
   */
  Path out(String task) {
    return out != null ? out : Path.of("runs", task + "-" + LocalDateTime.now().format(STAMP));
  }
}
