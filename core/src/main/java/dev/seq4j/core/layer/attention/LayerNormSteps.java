package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.LayerNormStepper;
import dev.seq4j.core.layer.LayerSteps;
import dev.seq4j.core.layer.NativeViews;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The steps of a {@link LayerNorm}, which remembers nothing. */
final class LayerNormSteps implements LayerSteps {

  private final int size;
  private final LayerNormStepper stepper;

  /**
   * @param gain {@code [features]}, copied
   * @param bias {@code [features]}, copied
   * @param epsilon added to the variance
   */
  LayerNormSteps(INDArray gain, INDArray bias, double epsilon) {
    size = Math.toIntExact(gain.length());
    try {
      stepper =
          new LayerNormStepper(NativeViews.floats(gain), NativeViews.floats(bias), size, epsilon);
    } finally {
      Reference.reachabilityFence(gain);
      Reference.reachabilityFence(bias);
    }
  }

  @Override
  public int size() {
    return size;
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
  public void close() {}
}
