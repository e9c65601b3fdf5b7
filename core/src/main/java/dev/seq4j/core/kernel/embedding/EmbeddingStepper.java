package dev.seq4j.core.kernel.embedding;

import dev.seq4j.core.kernel.NativeFloats;

/**
 * An embedding step by step, for generation: one token of each row at a time, from a copy of the
 * weights. Used by one thread at a time.
 */
public final class EmbeddingStepper {

  private final int vocabulary;
  private final int size;
  private final float[] weights;

  /**
   * @param weights W, [vocabulary, size], copied
   * @param vocabulary rows of the weights
   * @param size their columns
   */
  public EmbeddingStepper(NativeFloats weights, int vocabulary, int size) {
    weights.requireRange("weights", 0, (long) vocabulary * size);
    this.vocabulary = vocabulary;
    this.size = size;
    this.weights = new float[vocabulary * size];
    weights.buffer().get(0, this.weights);
  }

  /**
   * One time step.
   *
   * @param ids a row of the weights for each row of the batch
   * @param output receives these rows, [batch, size]
   * @throws IllegalArgumentException if an id is no row of the weights, or the output has another
   *     size
   */
  public void step(int[] ids, float[] output) {
    if (output.length != (long) ids.length * size) {
      throw new IllegalArgumentException(
          "output of " + output.length + " floats: must have " + ids.length + " x " + size);
    }
    for (int row = 0; row < ids.length; row++) {
      if (ids[row] < 0 || ids[row] >= vocabulary) {
        throw new IllegalArgumentException(
            "id = " + ids[row] + ": must be in [0, " + vocabulary + ")");
      }
      System.arraycopy(weights, ids[row] * size, output, row * size, size);
    }
  }
}
