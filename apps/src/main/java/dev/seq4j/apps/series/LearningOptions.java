package dev.seq4j.apps.series;

import dev.seq4j.apps.console.CommonOptions;
import dev.seq4j.apps.console.Defaults;
import dev.seq4j.apps.console.Limits;
import dev.seq4j.apps.console.ProgressDisplay;
import dev.seq4j.core.train.ResumableBatches;
import dev.seq4j.core.train.Trainer;
import picocli.CommandLine.Option;

/** Options that say how a network of this room learns. */
final class LearningOptions {

  private static final double CLIP_NORM = 1;

  @Option(names = "--epochs", paramLabel = "N", description = Defaults.EPOCHS)
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Sequences a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(names = "--seed", paramLabel = "N", description = Defaults.SEED)
  private long seed;

  /**
   * @param epochs passes over the training data, unless other ones are asked for
   * @param batch sequences a batch, unless other ones are asked for
   * @param learningRate of Adam, unless another one is asked for
   * @param seed unless another one is asked for
   */
  LearningOptions(int epochs, int batch, double learningRate, long seed) {
    this.epochs = epochs;
    this.batch = batch;
    this.learningRate = learningRate;
    this.seed = seed;
  }

  /**
   * @throws dev.seq4j.core.InvalidInputException if nothing can be learned that way
   */
  void check() {
    Limits.atLeast("epochs", epochs, 1);
    Limits.atLeast("batch", batch, 1);
  }

  int epochs() {
    return epochs;
  }

  int batch() {
    return batch;
  }

  double learningRate() {
    return learningRate;
  }

  long seed() {
    return seed;
  }

  /**
   * Learns, and shows how it goes.
   *
   * @param common shows it
   * @param trainer of the network, as it comes
   * @param train to learn from
   * @param validation to choose the best weights by
   */
  void fit(
      CommonOptions common, Trainer trainer, ResumableBatches train, ResumableBatches validation) {
    try (ProgressDisplay progress = new ProgressDisplay(common)) {
      trainer
          .epochs(epochs)
          .validation(validation)
          .clipNorm(CLIP_NORM)
          .observer(progress)
          .fit(train);
    }
  }
}
