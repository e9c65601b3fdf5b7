package dev.seq4j.core.layer;

import dev.seq4j.core.kernel.RecurrentKernel;
import dev.seq4j.core.kernel.Stepper;
import java.lang.ref.Reference;

/** The steps of an {@link LSTM}, {@link GRU} or {@link SimpleRnn}. */
final class RecurrentSteps implements LayerSteps {

  private final RecurrentKernel kernel;
  private final Stepper stepper;

  /**
   * @param kernel of the layer, closed with this
   * @param weights copied
   * @param rows of the batch
   */
  RecurrentSteps(RecurrentKernel kernel, CellWeights weights, int rows) {
    this.kernel = kernel;
    CellWeights ordered = NativeViews.ordered(weights);
    try {
      stepper = kernel.stepper(NativeViews.weights(ordered), rows);
    } finally {
      Reference.reachabilityFence(ordered);
    }
  }

  @Override
  public int size() {
    return kernel.units();
  }

  @Override
  public void step(float[] input, float[] output) {
    stepper.step(input, output);
  }

  @Override
  public int[] stateSizes() {
    int units = kernel.units();
    return kernel.hasCellState() ? new int[] {units, units} : new int[] {units};
  }

  @Override
  public void reset() {
    stepper.reset();
  }

  @Override
  public void getState(float[][] parts) {
    stepper.getState(parts[0], parts.length > 1 ? parts[1] : null);
  }

  @Override
  public void setState(float[][] parts) {
    stepper.setState(parts[0], parts.length > 1 ? parts[1] : null);
  }

  @Override
  public void close() {
    stepper.close();
    kernel.close();
  }
}
