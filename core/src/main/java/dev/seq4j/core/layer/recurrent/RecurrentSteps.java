package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.kernel.recurrent.RecurrentKernel;
import dev.seq4j.core.kernel.recurrent.Stepper;
import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerSteps;
import dev.seq4j.core.layer.NativeViews;
import java.lang.ref.Reference;
import java.util.Arrays;

/** The steps of an {@link LSTM}, {@link GRU} or {@link SimpleRnn}. */
final class RecurrentSteps implements LayerSteps {

  private final RecurrentKernel kernel;
  private final int rows;
  private final Stepper stepper;

  /**
   * @param kernel of the layer, closed with this
   * @param weights copied
   * @param rows of the batch
   */
  RecurrentSteps(RecurrentKernel kernel, CellWeights weights, int rows) {
    this.kernel = kernel;
    this.rows = rows;
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
  public void reset() {
    stepper.reset();
  }

  @Override
  public float[][] state() {
    float[][] state = new float[kernel.hasCellState() ? 2 : 1][rows * kernel.units()];
    stepper.getState(state[0], state.length > 1 ? state[1] : null);
    return state;
  }

  @Override
  public boolean fits(float[][] state, int stateRows) {
    return state.length == (kernel.hasCellState() ? 2 : 1)
        && Arrays.stream(state).allMatch(part -> part.length == stateRows * kernel.units());
  }

  @Override
  public void setState(float[][] state) {
    stepper.setState(state[0], state.length > 1 ? state[1] : null);
  }

  @Override
  public void close() {
    stepper.close();
    kernel.close();
  }
}
