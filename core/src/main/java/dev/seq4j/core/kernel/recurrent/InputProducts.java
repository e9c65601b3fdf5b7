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
  private final int in;
  private final PackedWeights weights;
  private final CellStep step;

  /**
   * @param in how many inputs there are, the 1 not included
   */
  InputProducts(Cell cell, int units, int in, PackedWeights weights, CellStep step) {
    this.cell = cell;
    this.units = units;
    this.width = cell.gates() * units;
    this.in = in;
    this.weights = weights;
    this.step = step;
  }

  /** z = x W_x of the block, x from {@code at} on; a separate recurrent gate gets its bias. */
  void startBlock(NativeBuffer x, long at, int first, int inputs) {
    int columns = step.blockColumns();
    product(x, at, first, inputs, columns, 0f, 0);
    if (cell.hasRecurrentBias()) {
      Blas.sgemm(
          false,
          false,
          columns,
          units,
          1,
          1f,
          weights.ones(),
          0,
          1,
          weights.recurrentBias(),
          0,
          units,
          0f,
          step.z(),
          step.gate(cell.gates()),
          units);
    }
  }

  /** z += x W_x of this step, x from {@code at} on. */
  void addToStep(NativeBuffer x, long at, int first, int inputs) {
    product(x, at, first, inputs, step.live(), 1f, (long) step.columnInBlock() * units);
  }

  private void product(
      NativeBuffer x, long at, int first, int inputs, int rows, float beta, long zAt) {
    weights
        .input()
        .product(
            0,
            cell.gates(),
            first,
            inputs,
            rows,
            x.floats(),
            at,
            beta,
            step.z(),
            zAt,
            step.gateStride());
  }

  /** dx = dz W_x' of this step, [live rows, inputs]. */
  void stepGradient(int first, int inputs, NativeBuffer target, long at) {
    gradient(step.columnInBlock(), step.live(), first, inputs, target, at);
  }

  /** dx = dz W_x' of the block, [columns, inputs]. */
  void blockGradient(int first, int inputs, NativeBuffer target) {
    gradient(0, step.blockColumns(), first, inputs, target, 0);
  }

  private void gradient(
      int column, int columns, int first, int inputs, NativeBuffer target, long at) {
    for (int gate = 0; gate < cell.gates(); gate++) {
      Blas.sgemm(
          false,
          false,
          columns,
          inputs,
          units,
          1f,
          step.z(),
          step.gate(gate) + (long) column * units,
          units,
          weights.inputTransposed(),
          (long) gate * units * in + first,
          in,
          gate == 0 ? 0f : 1f,
          target.floats(),
          at,
          inputs);
    }
  }

  /** Those rows of [dW_x; db] += x' dz of the block, x from {@code at} on. */
  void addWeightGradient(NativeBuffer x, long at, int first, int inputs, NativeBuffer target) {
    for (int gate = 0; gate < cell.gates(); gate++) {
      Blas.sgemm(
          true,
          false,
          inputs,
          units,
          step.blockColumns(),
          1f,
          x.floats(),
          at,
          inputs,
          step.z(),
          step.gate(gate),
          units,
          step.blockBeta(),
          target.floats(),
          (long) first * width + (long) cell.inputGate(gate) * units,
          width);
    }
  }
}
