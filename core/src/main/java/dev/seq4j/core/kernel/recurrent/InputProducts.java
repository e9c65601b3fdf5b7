package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.NativeBuffer;

/**
 * The matrix products of a cell with its inputs, of some of them at a time: those with the numbers
 * {@code first} to before {@code first + inputs}, the last number being the 1 that the bias is
 * multiplied by. Inputs lie as rows, [columns, inputs].
 */
final class InputProducts {

  private final Cell cell;
  private final int units;
  private final int width;
  private final int all;
  private final PackedWeights weights;
  private final CellStep step;

  /**
   * @param all how many inputs there are, the 1 included
   */
  InputProducts(Cell cell, int units, int all, PackedWeights weights, CellStep step) {
    this.cell = cell;
    this.units = units;
    this.width = cell.gates() * units;
    this.all = all;
    this.weights = weights;
    this.step = step;
  }

  /** z = W_x' x' of the block, x from {@code at} on; a separate recurrent gate gets its bias. */
  void startBlock(NativeBuffer x, long at, int first, int inputs) {
    int columns = step.blockColumns();
    Blas.sgemm(
        false,
        true,
        width,
        columns,
        inputs,
        1f,
        weights.inputTransposed(),
        first,
        all,
        x.floats(),
        at,
        inputs,
        0f,
        step.z(),
        0,
        columns);
    if (cell.hasRecurrentBias()) {
      Blas.sgemm(
          false,
          false,
          units,
          columns,
          1,
          1f,
          weights.recurrentBias(),
          0,
          1,
          weights.ones(),
          0,
          columns,
          0f,
          step.z(),
          (long) width * columns,
          columns);
    }
  }

  /** z += W_x' x' of this step, x from {@code at} on. */
  void addToStep(NativeBuffer x, long at, int first, int inputs) {
    Blas.sgemm(
        false,
        true,
        width,
        step.live(),
        inputs,
        1f,
        weights.inputTransposed(),
        first,
        all,
        x.floats(),
        at,
        inputs,
        1f,
        step.z(),
        step.columnInBlock(),
        step.blockColumns());
  }

  /** dx = dz' W_x' of this step, [live rows, inputs]. */
  void stepGradient(int first, int inputs, NativeBuffer target, long at) {
    gradient(step.columnInBlock(), step.live(), first, inputs, target, at);
  }

  /** dx = dz' W_x' of the block, [columns, inputs]. */
  void blockGradient(int first, int inputs, NativeBuffer target) {
    gradient(0, step.blockColumns(), first, inputs, target, 0);
  }

  private void gradient(
      int column, int columns, int first, int inputs, NativeBuffer target, long at) {
    Blas.sgemm(
        true,
        false,
        columns,
        inputs,
        width,
        1f,
        step.z(),
        column,
        step.blockColumns(),
        weights.inputTransposed(),
        first,
        all,
        0f,
        target.floats(),
        at,
        inputs);
  }

  /** Those columns of dW_x' += dz x of the block, x from {@code at} on. */
  void addWeightGradient(NativeBuffer x, long at, int first, int inputs, NativeBuffer target) {
    int columns = step.blockColumns();
    Blas.sgemm(
        false,
        false,
        width,
        inputs,
        columns,
        1f,
        step.z(),
        0,
        columns,
        x.floats(),
        at,
        inputs,
        step.blockBeta(),
        target.floats(),
        first,
        all);
  }
}
