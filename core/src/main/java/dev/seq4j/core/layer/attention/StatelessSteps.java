package dev.seq4j.core.layer.attention;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Steps that do not look at each other: going step by step is the same as all at once. */
final class StatelessSteps implements AttentionSteps {

  private final AttentionPath path;

  StatelessSteps(AttentionPath path) {
    this.path = path;
  }

  @Override
  public void steps(INDArray parameters, Attended attended, INDArray output) {
    path.forward(parameters, attended, output, false, 0);
  }

  @Override
  public void reset() {}

  @Override
  public AttentionState state() {
    return null;
  }

  @Override
  public void setState(AttentionState state) {}
}
