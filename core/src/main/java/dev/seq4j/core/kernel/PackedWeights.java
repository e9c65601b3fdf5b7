package dev.seq4j.core.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The kernel's own copy of the weights, as the products want them: the bias as one more row of W_x,
 * whose inputs are 1, and the gates of W_x in the order in which the cell keeps them in z.
 */
final class PackedWeights {

  private final Cell cell;
  private final int in;
  private final int units;
  private final NativeBuffer input;
  private final NativeBuffer recurrent;
  private final NativeBuffer recurrentBias;
  private final NativeBuffer ones;
  private int onesFilled;

  PackedWeights(Cell cell, int in, int units, NativeMemory memory) {
    this.cell = cell;
    this.in = in;
    this.units = units;
    input = memory.newBuffer();
    recurrent = memory.newBuffer();
    recurrentBias = memory.newBuffer();
    ones = memory.newBuffer();
  }

  /** Copies weights whose shapes have been checked. */
  void pack(RecurrentWeights weights) {
    int gates = cell.gates();
    int width = gates * units;
    input.require((in + 1L) * width);
    recurrent.require((long) units * width);
    FloatBuffer source = weights.input().buffer();
    FloatBuffer bias = weights.bias().buffer();
    if (keepsOrder()) {
      input.put(0, source, 0, in * width);
      input.put((long) in * width, bias, 0, width);
    } else {
      for (int gate = 0; gate < gates; gate++) {
        int from = cell.inputGate(gate) * units;
        for (int row = 0; row < in; row++) {
          input.put((long) row * width + gate * units, source, row * width + from, units);
        }
        input.put((long) in * width + gate * units, bias, from, units);
      }
    }
    recurrent.put(0, weights.recurrent().buffer(), 0, units * width);
    if (cell.hasRecurrentBias()) {
      recurrentBias.require(units);
      recurrentBias.put(0, bias, width, units);
    }
  }

  /** Makes {@link #ones} at least this long; before the shards begin. */
  void requireOnes(int length) {
    if (length <= onesFilled) {
      return;
    }
    ones.require(length);
    float[] filled = new float[length];
    Arrays.fill(filled, 1f);
    ones.put(0, filled, 0, length);
    onesFilled = length;
  }

  private boolean keepsOrder() {
    return cell.inputGate(0) == 0;
  }

  /** Returns [in + 1, gates * units], the gates in the order of z, the bias in the last row. */
  NativeFloats input() {
    return input.floats();
  }

  /** Returns [units, gates * units], the gates in the order of the caller. */
  NativeFloats recurrent() {
    return recurrent.floats();
  }

  /** Returns [units]: the bias inside the reset of a candidate. */
  NativeFloats recurrentBias() {
    return recurrentBias.floats();
  }

  /** Returns ones, to spread a bias over columns or to sum columns. */
  NativeFloats ones() {
    return ones.floats();
  }
}
