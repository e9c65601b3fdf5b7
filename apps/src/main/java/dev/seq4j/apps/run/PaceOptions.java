package dev.seq4j.apps.run;

import dev.seq4j.apps.console.Defaults;
import picocli.CommandLine.Option;

/** Options that say how fast a network learns, and how long. */
public final class PaceOptions {

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      converter = Schedule.Converter.class,
      completionCandidates = Schedule.Candidates.class,
      description = Defaults.SCHEDULE)
  private Schedule schedule;

  @Option(names = "--clip", paramLabel = "NORM", defaultValue = "1", description = Defaults.CLIP)
  private double clip;

  @Option(names = "--minutes", paramLabel = "M", defaultValue = "0", description = Defaults.MINUTES)
  private double minutes;

  /**
   * @param schedule unless another one is asked for
   */
  public PaceOptions(Schedule schedule) {
    this.schedule = schedule;
  }

  /**
   * @return what was asked for
   */
  public Pace pace() {
    return new Pace(schedule, clip, minutes);
  }
}
