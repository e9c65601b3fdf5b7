package dev.seq4j.apps.run;

import picocli.CommandLine.Option;

/** Options for the parts of a text that are not learned from. */
public final class HeldOutOptions {

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
  public HeldOutOptions(int validateEvery, double validation) {
    this.validateEvery = validateEvery;
    this.validation = validation;
  }

  /**
   * @return batches between validations
   */
  public int validateEvery() {
    return validateEvery;
  }

  /**
   * @return share of the text to choose the best weights by, 0 to keep the last
   */
  public double validation() {
    return validation;
  }

  /**
   * @return share of the text to measure on
   */
  public double heldOut() {
    return heldOut;
  }
}
