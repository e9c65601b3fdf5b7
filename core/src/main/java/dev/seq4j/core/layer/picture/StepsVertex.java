package dev.seq4j.core.layer.picture;

import dev.seq4j.core.layer.TimeMajor;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes several steps of a sequence of each, with as many times fewer features, or one of several.
 *
 * <pre>
 *   split(n):  out[b, f, t n + s] = in[b, s features + f, t]    [batch, features n, time] to
 *                                                               [batch, features, time n]
 *   join(n):   out[b, s features + f, t] = in[b, f, t n + s]    the way back
 * </pre>
 *
 * <p>Split, the frames of a film become pixels of three colours; joined, the places of a frame
 * become one vector; split again, several vectors for a frame, one after the other, become one for
 * each word that is to be said of it.
 */
public final class StepsVertex extends ReorderingVertex {

  private static final long serialVersionUID = 1L;

  private int steps;
  private boolean joining;

  /** For Jackson. */
  StepsVertex() {}

  private StepsVertex(int steps, boolean joining) {
    if (steps < 1) {
      throw new DL4JInvalidConfigException(
          "StepsVertex: steps = %d: must be at least 1".formatted(steps));
    }
    this.steps = steps;
    this.joining = joining;
  }

  /**
   * @param steps to make of each
   * @return the vertex
   */
  public static StepsVertex split(int steps) {
    return new StepsVertex(steps, false);
  }

  /**
   * @param steps to make one of
   * @return the vertex
   */
  public static StepsVertex join(int steps) {
    return new StepsVertex(steps, true);
  }

  /**
   * @return how many are made of one, or one of how many
   */
  public int getSteps() {
    return steps;
  }

  /**
   * @param steps how many are made of one, or one of how many
   */
  public void setSteps(int steps) {
    this.steps = steps;
  }

  /**
   * @return whether one is made of several
   */
  public boolean isJoining() {
    return joining;
  }

  /**
   * @param joining whether one is made of several
   */
  public void setJoining(boolean joining) {
    this.joining = joining;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... vertexInputs) {
    if (vertexInputs.length != 1
        || !(vertexInputs[0] instanceof InputType.InputTypeRecurrent sequence)) {
      throw new DL4JInvalidConfigException("StepsVertex: input must be one of type recurrent");
    }
    long features = sequence.getSize();
    long time = sequence.getTimeSeriesLength();
    if (!joining && features % steps != 0) {
      throw new DL4JInvalidConfigException(
          "StepsVertex: %d features cannot be split into %d steps".formatted(features, steps));
    }
    long size = joining ? features * steps : features / steps;
    if (time <= 0) {
      return InputType.recurrent(size);
    }
    return InputType.recurrent(size, joining ? time / steps : time * steps);
  }

  @Override
  INDArray forward(INDArray input) {
    if (joining && input.size(2) % steps != 0) {
      throw new IllegalArgumentException(
          "%s: %d steps cannot be joined".formatted(this, input.size(2)));
    }
    return joining ? joined(input) : divided(input);
  }

  @Override
  INDArray backward(INDArray toOutput, long[] shape) {
    return joining ? divided(toOutput) : joined(toOutput);
  }

  private INDArray divided(INDArray sequence) {
    long batch = sequence.size(0);
    long features = sequence.size(1) / steps;
    long time = sequence.size(2);
    return moved(sequence, time, batch, steps, features, time * steps, batch, features);
  }

  private INDArray joined(INDArray sequence) {
    long batch = sequence.size(0);
    long features = sequence.size(1);
    long time = sequence.size(2) / steps;
    return moved(sequence, time, steps, batch, features, time, batch, features * steps);
  }

  /**
   * A matrix for each step is transposed: rows in one direction, steps in the other, and features
   * in each entry.
   */
  private static INDArray moved(
      INDArray sequence, long time, long rows, long columns, long length, long... shape) {
    INDArray moved = transposed(TimeMajor.of(sequence, null), time, rows, columns, length, shape);
    return TimeMajor.back(moved, null); // [batch, features, time]
  }

  @Override
  public StepsVertex clone() {
    return new StepsVertex(steps, joining);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StepsVertex vertex
        && vertex.steps == steps
        && vertex.joining == joining;
  }

  @Override
  public int hashCode() {
    return 31 * steps + Boolean.hashCode(joining);
  }

  @Override
  public String toString() {
    return "StepsVertex(%s %d)".formatted(joining ? "join" : "split", steps);
  }
}
