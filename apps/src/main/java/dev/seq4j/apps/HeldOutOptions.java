package dev.seq4j.apps;

import picocli.CommandLine.Option;

/** Options for the parts of a text that are not learned from. */
final class HeldOutOptions {

  @Option(
      names = "--validate-every",
      paramLabel = "N",
      description = "Batches between validations (default: ${DEFAULT-VALUE}).")
  private int validateEvery;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "Share of the text, before the held-out one, to choose the best weights by, 0: keep the"
              + " last (default: ${DEFAULT-VALUE}).")
  private double validation;

  @Option(
      names = "--held-out",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Share of the text, at its end, to measure on (default: ${DEFAULT-VALUE}).")
  private double heldOut;

  /**
   * @param validateEvery batches between validations, unless other ones are asked for
   * @param validation share of the text, unless another one is asked for
   */
  HeldOutOptions(int validateEvery, double validation) {
    this.validateEvery = validateEvery;
    this.validation = validation;
  }

  int validateEvery() {
    return validateEvery;
  }

  double validation() {
    return validation;
  }

  double heldOut() {
    return heldOut;
  }
}
