package dev.seq4j.benchmarks.problem;

import dev.seq4j.models.network.Cell;
import java.util.Arrays;

/**
 * A recurrent layer at work: at each step of a sequence of vectors it is to name one of a few
 * classes, as in tagging. Next to nothing of the time goes elsewhere.
 *
 * @param cell of the layer
 * @param batch rows
 * @param time steps of the longest row
 * @param in features
 * @param units of the layer
 * @param lengths of the rows, falling; no row is padded if all are {@code time}
 */
public record LabellingProblem(Cell cell, int batch, int time, int in, int units, int[] lengths) {

  /** How many classes there are. */
  public static final int CLASSES = 10;

  /** Stands where there is no class; PyTorch's cross-entropy passes over it. */
  public static final int NO_LABEL = -100;

  private static final long SEED = 7;

  /**
   * @param cell of the layer
   * @param batch rows
   * @param time steps of each row
   * @param in features
   * @param units of the layer
   * @return a problem without padding
   */
  public static LabellingProblem of(Cell cell, int batch, int time, int in, int units) {
    int[] lengths = new int[batch];
    Arrays.fill(lengths, time);
    return new LabellingProblem(cell, batch, time, in, units, lengths);
  }

  /**
   * @param cell of the layer
   * @param batch rows
   * @param in features
   * @param units of the layer
   * @return a problem whose rows are as long as film reviews
   */
  public static LabellingProblem ofReviewLengths(Cell cell, int batch, int in, int units) {
    int[] lengths = new Synthetic(SEED).reviewLengths(batch);
    return new LabellingProblem(cell, batch, lengths[0], in, units, lengths);
  }

  /**
   * @return whether rows end before the last step
   */
  public boolean padded() {
    return lengths[lengths.length - 1] < time;
  }

  /**
   * @return the input, {@code [time, batch, in]}
   */
  public float[] features() {
    return new Synthetic(SEED).normal(time * batch * in);
  }

  /**
   * @return the classes, {@code [time, batch]}, {@link #NO_LABEL} where a row has ended
   */
  public int[] labels() {
    int[] labels = new Synthetic(SEED).uniform(time * batch, 0, CLASSES);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / batch < lengths[i % batch] ? labels[i] : NO_LABEL;
    }
    return labels;
  }
}
