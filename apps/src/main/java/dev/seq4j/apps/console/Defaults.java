package dev.seq4j.apps.console;

/** Descriptions of options that several commands have. */
public final class Defaults {

  /** Of {@code --epochs}. */
  public static final String EPOCHS = "Passes over the training data (default: ${DEFAULT-VALUE}).";

  /** Of {@code --batch}, where texts are read. */
  public static final String BATCH = "Texts a batch (default: ${DEFAULT-VALUE}).";

  /** Of {@code --clip}. */
  public static final String CLIP =
      "Largest norm of the gradient, 0: no clipping (default: ${DEFAULT-VALUE}).";

  /** Of {@code --minutes}. */
  public static final String MINUTES =
      "Minutes of training at most, 0: no limit (default: ${DEFAULT-VALUE}).";

  /** Of {@code --schedule}. */
  public static final String SCHEDULE =
      "How the learning rate changes: ${COMPLETION-CANDIDATES}, which rises first and falls to zero"
          + " (default: ${DEFAULT-VALUE}).";

  /** Of {@code --seed}. */
  public static final String SEED = "Same seed, same result (default: ${DEFAULT-VALUE}).";

  private Defaults() {}
}
