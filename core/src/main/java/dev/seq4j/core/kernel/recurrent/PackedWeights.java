package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.Transpose;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The kernel's own copy of the weights, as the products want them: transposed, because BLAS packs a
 * transposed first factor half as fast; W_x with the bias as one more input that is always 1, its
 * gates in the order in which the cell keeps them in z; and W_h as it is, too.
 *
 * <p>Whoever steps or infers comes with the same weights again and again: they are compared with
 * what was packed last, which takes a tenth of the time.
 */
final class PackedWeights {

  /** Floats of one transpose: two arrays of them stay in the second-level cache. */
  private static final int TILE = 1 << 14;

  private final Cell cell;
  private final int in;
  private final int units;
  private final int width;
  private final FloatScratch scratch = new FloatScratch();
  private final NativeBuffer inputTransposed;
  private final NativeBuffer recurrent;
  private final NativeBuffer recurrentTransposed;
  private final NativeBuffer recurrentBias;
  private final NativeBuffer ones;
  private int onesFilled;

  // What was packed last, as it came; W_h is in recurrent.
  private final NativeBuffer packedInput;
  private final NativeBuffer packedBias;
  private boolean packed;

  PackedWeights(Cell cell, int in, int units, NativeMemory memory) {
    this.cell = cell;
    this.in = in;
    this.units = units;
    width = cell.gates() * units;
    inputTransposed = memory.newBuffer();
    recurrent = memory.newBuffer();
    recurrentTransposed = memory.newBuffer();
    recurrentBias = memory.newBuffer();
    ones = memory.newBuffer();
    packedInput = memory.newBuffer();
    packedBias = memory.newBuffer();
  }

  /** Copies weights whose shapes have been checked. */
  void pack(RecurrentWeights weights) {
    FloatBuffer input = weights.input().buffer();
    FloatBuffer bias = weights.bias().buffer();
    FloatBuffer hidden = weights.recurrent().buffer();
    int biasLength = width + (cell.hasRecurrentBias() ? units : 0);
    if (packed
        && recurrent.holds(hidden, units * width)
        && packedInput.holds(input, in * width)
        && packedBias.holds(bias, biasLength)) {
      return;
    }
    packed = false;
    inputTransposed.require((in + 1L) * width);
    recurrent.require((long) units * width);
    recurrentTransposed.require((long) units * width);
    packedInput.require((long) in * width);
    packedBias.require(biasLength);
    for (int gate = 0; gate < cell.gates(); gate++) {
      transpose(input, in, cell.inputGate(gate), bias, inputTransposed, gate);
      transpose(hidden, units, gate, null, recurrentTransposed, gate);
    }
    recurrent.put(0, hidden, 0, units * width);
    if (cell.hasRecurrentBias()) {
      recurrentBias.require(units);
      recurrentBias.put(0, bias, width, units);
    }
    packedInput.put(0, input, 0, in * width);
    packedBias.put(0, bias, 0, biasLength);
    packed = true;
  }

  /**
   * Transposes the columns of one gate of [inputs, width] into the rows of a gate of {@code to},
   * [width, inputs], or [width, inputs + 1] with the bias last if there is one.
   */
  private void transpose(
      FloatBuffer from, int inputs, int fromGate, FloatBuffer bias, NativeBuffer to, int toGate) {
    int rows = inputs + (bias == null ? 0 : 1);
    int strip = Math.max(1, TILE / rows);
    float[] tile = scratch.tile(rows * strip);
    float[] turned = scratch.turned(rows * strip);
    for (int unit = 0; unit < units; unit += strip) {
      int count = Math.min(strip, units - unit);
      int column = fromGate * units + unit;
      for (int row = 0; row < inputs; row++) {
        from.get(row * width + column, tile, row * count, count);
      }
      if (bias != null) {
        bias.get(column, tile, inputs * count, count);
      }
      Transpose.copy(tile, rows, count, turned);
      to.put(((long) toGate * units + unit) * rows, turned, 0, count * rows);
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

  /** Returns [W_x; b] transposed, [gates * units, in + 1], the gates in the order of z. */
  NativeFloats inputTransposed() {
    return inputTransposed.floats();
  }

  /** Returns W_h, [units, gates * units], the gates in the order of the caller. */
  NativeFloats recurrent() {
    return recurrent.floats();
  }

  /** Returns {@link #recurrent} transposed, [gates * units, units]. */
  NativeFloats recurrentTransposed() {
    return recurrentTransposed.floats();
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
