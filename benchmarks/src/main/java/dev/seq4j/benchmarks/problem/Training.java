package dev.seq4j.benchmarks.problem;

/** How all networks learn: by Adam. */
public final class Training {

  /**
   * So small that thousands of steps on the same batch do not leave the beginning of a training:
   * numbers of a network that knows its batch by heart get so small that they slow down a CPU.
   */
  public static final double LEARNING_RATE = 1e-6;

  private Training() {}
}
