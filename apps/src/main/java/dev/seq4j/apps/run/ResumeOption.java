package dev.seq4j.apps.run;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.core.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that goes on with a run. */
public final class ResumeOption {

  /** What may be given with it: how to go on, not what to do. */
  private static final Set<String> COMPANIONS =
      Set.of(
          "--resume",
          "--checkpoint-minutes",
          "--data",
          "--offline",
          "--threads",
          "--json",
          "--quiet");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run in this folder, with its settings, exactly where it stopped.")
  private Path folder;

  /**
   * @return the folder of the run that is to go on; empty for a new one
   * @throws InvalidInputException if settings were given besides, which would not count
   */
  public Optional<Path> folder() {
    if (folder == null) {
      return Optional.empty();
    }
    for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
      if (!COMPANIONS.contains(option.longestName())) {
        throw new InvalidInputException(
            "%s: cannot be given with --resume, a run goes on with its own settings (%s)"
                .formatted(option.longestName(), folder.resolve("run.json")));
      }
    }
    return Optional.of(folder);
  }

  /**
   * Trains: goes on with the run that was given, or begins a new one.
   *
   * @param task such as {@code sentiment}
   * @param type of a run's settings
   * @param settings those of a new run, asked for only if there is to be one
   * @param training does the work and returns the exit code
   */
  public <S> int run(
      CommonOptions common,
      String task,
      RunOptions options,
      Class<S> type,
      Supplier<S> settings,
      ToIntBiFunction<TrainingRun, S> training) {
    Duration checkpointEvery = options.checkpointEvery();
    Optional<Path> before = folder();
    if (before.isPresent()) {
      try (TrainingRun run = TrainingRun.open(common, task, before.get(), checkpointEvery)) {
        return training.applyAsInt(run, run.settings(type));
      }
    }
    S made = settings.get();
    try (TrainingRun run = TrainingRun.create(common, task, options.out(task), checkpointEvery)) {
      return training.applyAsInt(run, made);
    }
  }
}
