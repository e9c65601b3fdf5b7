package dev.seq4j.apps;

import picocli.CommandLine.Option;

/** Options that say how fast a network learns, and how long. */
final class PaceOptions {

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      converter = ModelNames.Schedules.class,
      completionCandidates = ModelNames.ScheduleCandidates.class,
      description = Defaults.SCHEDULE)
  private Schedule schedule;

  @Option(names = "--clip", paramLabel = "NORM", defaultValue = "1", description = Defaults.CLIP)
  private double clip;

  @Option(names = "--minutes", paramLabel = "M", defaultValue = "0", description = Defaults.MINUTES)
  private double minutes;

  /**
   * @param schedule unless another one is asked for
   */
  PaceOptions(Schedule schedule) {
    this.schedule = schedule;
  }

  Pace pace() {
    return new Pace(schedule, clip, minutes);
  }
}
