package dev.seq4j.apps;

import dev.seq4j.core.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that goes on with a run. */
final class ResumeOption {

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
  Optional<Path> folder() {
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
}
