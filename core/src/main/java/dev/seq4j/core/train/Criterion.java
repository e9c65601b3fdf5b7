package dev.seq4j.core.train;

/** What makes one set of weights better than another on the validation set. */
public enum Criterion {
  /** A lower mean loss. */
  LOSS,
  /** A higher accuracy; at equal accuracy the lower loss. Only for labels that are classes. */
  ACCURACY;

  /**
   * @param candidate metrics of the newer weights
   * @param best metrics of the best so far, or null if there are none
   * @return whether the newer weights are better
   */
  public boolean better(Metrics candidate, Metrics best) {
    if (best == null) {
      return true;
    }
    if (this == ACCURACY && candidate.accuracy() != best.accuracy()) {
      return candidate.accuracy() > best.accuracy();
    }
    return candidate.loss() < best.loss();
  }
}
