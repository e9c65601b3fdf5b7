package dev.seq4j.apps;

/** Descriptions of options that several commands have. */
final class Defaults {

  static final String EPOCHS = "Passes over the training data (default: ${DEFAULT-VALUE}).";
  static final String BATCH = "Texts a batch (default: ${DEFAULT-VALUE}).";
  static final String CLIP =
      "Largest norm of the gradient, 0: no clipping (default: ${DEFAULT-VALUE}).";
  static final String MINUTES =
      "Minutes of training at most, 0: no limit (default: ${DEFAULT-VALUE}).";
  static final String SCHEDULE =
      "How the learning rate changes: ${COMPLETION-CANDIDATES}, which rises first and falls to zero"
          + " (default: ${DEFAULT-VALUE}).";
  static final String SEED = "Same seed, same result (default: ${DEFAULT-VALUE}).";

  private Defaults() {}
}
