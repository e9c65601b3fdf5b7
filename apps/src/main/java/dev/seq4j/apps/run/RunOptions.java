package dev.seq4j.apps.run;

import dev.seq4j.apps.console.Limits;
import dev.seq4j.core.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Option;

/** Options that every training has. */
public final class RunOptions {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Folder of the run, new or empty (default: runs/ and the date).")
  private Path out;

  @Option(
      names = "--checkpoint-minutes",
      paramLabel = "M",
      description = "Minutes between checkpoints (default: ${DEFAULT-VALUE}).")
  private double checkpointMinutes = Trainer.DEFAULT_CHECKPOINT_EVERY.toSeconds() / 60.0;

  /**
   * @return the time between checkpoints
   */
  public Duration checkpointEvery() {
    Limits.zeroOrAbove("checkpoint minutes", checkpointMinutes);
    return minutes(checkpointMinutes);
  }

  /**
   * @param task such as {@code sentiment}
   * @return the folder of a new run
   */
  public Path out(String task) {
    if (out != null) {
      return out;
    }
    String name = task + "-" + LocalDateTime.now().format(STAMP);
    Path folder = Path.of("runs", name);
    for (int i = 2; Files.exists(folder); i++) {
      folder = Path.of("runs", name + "-" + i);
    }
    return folder;
  }

  /**
   * @param minutes 0 or more
   * @return the same, no less than a millisecond where it is not 0
   */
  static Duration minutes(double minutes) {
    return Duration.ofMillis((long) Math.ceil(minutes * 60_000));
  }
}
