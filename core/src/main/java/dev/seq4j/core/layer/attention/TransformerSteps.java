package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.attention.TransformerBlockShape;
import dev.seq4j.core.kernel.attention.TransformerStepper;
import dev.seq4j.core.layer.LayerSteps;
import dev.seq4j.core.layer.NativeViews;
import dev.seq4j.core.layer.OutsideWorkspaces;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The steps of a causal {@link TransformerEncoderBlock}. Its state has two parts: how many steps
 * each row has gone, and the keys and values of them all.
 */
final class TransformerSteps implements LayerSteps {

  private final TransformerBlockShape shape;
  private final int rows;
  private final INDArray parameters; // its memory is read by the stepper
  private final TransformerStepper stepper;

  /**
   * @param parameters as the kernel wants them, copied
   * @param rows of the batch
   */
  TransformerSteps(TransformerBlockShape shape, INDArray parameters, int rows) {
    this.shape = shape;
    this.rows = rows;
    this.parameters = OutsideWorkspaces.make(() -> parameters.dup('c'));
    stepper = new TransformerStepper(shape, NativeViews.floats(this.parameters), rows);
  }

  @Override
  public int size() {
    return shape.width();
  }

  @Override
  public void step(float[] input, float[] output) {
    try {
      stepper.step(input, output);
    } finally {
      Reference.reachabilityFence(parameters);
    }
  }

  @Override
  public void reset() {
    stepper.reset();
  }

  @Override
  public float[][] state() {
    int[] lengths = stepper.lengths();
    float[] steps = new float[rows];
    for (int row = 0; row < rows; row++) {
      steps[row] = lengths[row];
    }
    return new float[][] {steps, stepper.getState(Arrays.stream(lengths).max().orElse(0))};
  }

  @Override
  public boolean fits(float[][] state, int stateRows) {
    return state.length == 2
        && state[0].length == stateRows
        && state[1].length % (stateRows * 2 * shape.width()) == 0;
  }

  @Override
  public void setState(float[][] state) {
    int[] lengths = new int[rows];
    for (int row = 0; row < rows; row++) {
      lengths[row] = (int) state[0][row];
    }
    stepper.setState(lengths, state[1], state[1].length / (rows * 2 * shape.width()));
  }

  @Override
  public void close() {
    stepper.close();
  }
}
