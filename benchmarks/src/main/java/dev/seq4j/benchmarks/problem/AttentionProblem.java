package dev.seq4j.benchmarks.problem;

/**
 * Attention or a transformer block at work: at each step of a sequence of vectors it is to name one
 * of a few classes, as in {@link LabellingProblem}. As many features come out as go in.
 *
 * @param batch rows
 * @param time steps of each row
 * @param width features
 * @param heads of the attention
 * @param causal whether no step sees a later one
 */
public record AttentionProblem(int batch, int time, int width, int heads, boolean causal) {

  private static final long SEED = 7;

  /**
   * @return the input, {@code [time, batch, width]}
   */
  public float[] features() {
    return new Synthetic(SEED).normal(time * batch * width);
  }

  /**
   * @return the classes, {@code [time, batch]}
   */
  public int[] labels() {
    return new Synthetic(SEED).uniform(time * batch, 0, LabellingProblem.CLASSES);
  }
}
