package dev.seq4j.core.kernel.recurrent;

/**
 * The element-wise part of a recurrent cell and the shape of its products; everything around it is
 * the same for all cells and stands in {@link SequenceRun}.
 *
 * <p>A cell walks through its quantities, [live rows, units], in chunks that stay in the
 * first-level cache. Within a chunk every quantity is one array, and every loop writes one array
 * and reads all others at the same index, because that is what the compiler vectorizes.
 */
abstract class Cell {

  /** Gates of W_x and W_h: their columns are gates times units. */
  abstract int gates();

  /** Blocks of units in z; one more than the gates if x and h meet a gate separately. */
  int zGates() {
    return gates();
  }

  /** The gate of W_x whose product with x stands in block {@code zGate} of z. */
  int inputGate(int zGate) {
    return zGate;
  }

  /** How many quantities a step keeps for the backward pass. */
  abstract int kept();

  /** How many chunk arrays the cell works on. */
  abstract int arrays();

  /** Whether the state has a part besides h. */
  boolean hasCellState() {
    return false;
  }

  /** Floats of the bias beyond those of the gates. */
  boolean hasRecurrentBias() {
    return false;
  }

  /** Whether a product is taken from the reset hidden state instead of the hidden state. */
  boolean hasResetState() {
    return false;
  }

  /** One step: z holds the part of the input; replaces the hidden (and cell) state. */
  abstract void forward(CellStep step);

  /**
   * One step back: replaces the gradient of the state after the step by that of the state before it
   * and writes the gradient of z.
   */
  abstract void backward(CellStep step);

  /** Adds the products of z's gradients of a whole block with the states to that of W_h. */
  abstract void addRecurrentGradient(CellStep step);
}
