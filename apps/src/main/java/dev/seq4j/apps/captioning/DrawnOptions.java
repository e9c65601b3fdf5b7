package dev.seq4j.apps.captioning;

import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.run.Pace;
import dev.seq4j.apps.run.PaceOptions;
import dev.seq4j.apps.run.Schedule;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that trainings on what is drawn as they learn share. */
final class DrawnOptions {

  @Option(
      names = "--maps",
      paramLabel = "N",
      description =
          "Of the first convolution; the next have twice and four times as many (default:"
              + " ${DEFAULT-VALUE}).")
  private int maps;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Of Adam, at its highest (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(names = "--epochs", paramLabel = "N", defaultValue = "8", description = Defaults.EPOCHS)
  private int epochs;

  @Mixin private PaceOptions pace = new PaceOptions(Schedule.COSINE);

  @Option(names = "--seed", paramLabel = "N", description = Defaults.SEED)
  private long seed;

  /**
   * @param maps of the first convolution, unless other ones are asked for
   * @param learningRate unless another one is asked for
   * @param seed unless another one is asked for
   */
  DrawnOptions(int maps, double learningRate, long seed) {
    this.maps = maps;
    this.learningRate = learningRate;
    this.seed = seed;
  }

  int maps() {
    return maps;
  }

  double learningRate() {
    return learningRate;
  }

  int epochs() {
    return epochs;
  }

  long seed() {
    return seed;
  }

  /** Returns how fast the network learns, and how long. */
  Pace pace() {
    return pace.pace();
  }
}
