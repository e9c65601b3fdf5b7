package dev.seq4j.core.layer.embedding;

import dev.seq4j.core.layer.LayerSteps;
import java.util.Arrays;
import java.util.function.IntFunction;

/** The steps of a layer of positions, which remembers where each row is. */
final class PositionSteps implements LayerSteps {

  private final int size;
  private final int[] positions;
  private final IntFunction<float[]> vectors;

  /**
   * @param size features of a step
   * @param rows of the batch
   * @param vectors what is added at a position
   */
  PositionSteps(int size, int rows, IntFunction<float[]> vectors) {
    this.size = size;
    this.vectors = vectors;
    positions = new int[rows];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void step(float[] input, float[] output) {
    for (int row = 0; row < positions.length; row++) {
      float[] vector = vectors.apply(positions[row]);
      for (int i = 0; i < size; i++) {
        output[row * size + i] = input[row * size + i] + vector[i];
      }
      positions[row]++;
    }
  }

  @Override
  public void reset() {
    Arrays.fill(positions, 0);
  }

  @Override
  public float[][] state() {
    float[] state = new float[positions.length];
    for (int row = 0; row < positions.length; row++) {
      state[row] = positions[row];
    }
    return new float[][] {state};
  }

  @Override
  public boolean fits(float[][] state, int stateRows) {
    return state.length == 1 && state[0].length == stateRows;
  }

  @Override
  public void setState(float[][] state) {
    for (int row = 0; row < positions.length; row++) {
      positions[row] = (int) state[0][row];
    }
  }

  @Override
  public void close() {}
}
