package dev.seq4j.core.layer.output;

import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.output.SoftmaxStepper;
import dev.seq4j.core.layer.LayerSteps;
import dev.seq4j.core.layer.NativeViews;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The steps of a {@link SequenceOutput}: probabilities, and nothing to remember. */
final class OutputSteps implements LayerSteps {

  private final int classes;
  private final SoftmaxStepper stepper;

  /**
   * @param weights {@code [in, classes]} in 'f' order, copied
   * @param bias {@code [classes]}, copied; or null
   * @param rows of the batch
   */
  OutputSteps(INDArray weights, INDArray bias, int rows) {
    classes = Math.toIntExact(weights.size(1));
    try {
      NativeFloats biasFloats = bias == null ? null : NativeViews.floats(bias);
      stepper =
          new SoftmaxStepper(
              NativeViews.floats(weights), // 'f' order of [in, classes] is 'c' of [classes, in]
              biasFloats,
              Math.toIntExact(weights.size(0)),
              classes,
              rows);
    } finally {
      Reference.reachabilityFence(weights);
      Reference.reachabilityFence(bias);
    }
  }

  @Override
  public int size() {
    return classes;
  }

  @Override
  public void step(float[] input, float[] output) {
    stepper.step(input, output);
  }

  @Override
  public void reset() {}

  @Override
  public float[][] state() {
    return new float[0][];
  }

  @Override
  public boolean fits(float[][] state, int stateRows) {
    return state.length == 0;
  }

  @Override
  public void setState(float[][] state) {}

  @Override
  public void close() {
    stepper.close();
  }
}
