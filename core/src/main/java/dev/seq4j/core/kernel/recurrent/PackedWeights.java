package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.Transpose;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The kernel's own copy of the weights, as the products want them: W_x with the bias as one more
 * input that is always 1, its gates in the order in which the cell keeps them in z; W_h; and both
 * transposed, for the way back.
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
  private final boolean wayBack;
  private final FloatScratch scratch = new FloatScratch();
  private final GateWeights input;
  private final GateWeights recurrent;
  private final GateWeights recurrentTransposed;
  private final NativeBuffer inputTransposed;
  private final NativeBuffer recurrentBias;
  private final NativeBuffer ones;
  private int onesFilled;

  // What was packed last, as it came.
  private final NativeBuffer packedInput;
  private final NativeBuffer packedRecurrent;
  private final NativeBuffer packedBias;
  private boolean packed;

  private PackedWeights(
      Cell cell, int in, int units, boolean panels, boolean wayBack, NativeMemory memory) {
    this.cell = cell;
    this.in = in;
    this.units = units;
    this.wayBack = wayBack;
    width = cell.gates() * units;
    input = new GateWeights(cell.gates(), in + 1, units, panels, memory);
    recurrent = new GateWeights(cell.gates(), units, units, panels, memory);
    recurrentTransposed = new GateWeights(cell.gates(), units, units, panels, memory);
    inputTransposed = memory.newBuffer();
    recurrentBias = memory.newBuffer();
    ones = memory.newBuffer();
    packedInput = memory.newBuffer();
    packedRecurrent = memory.newBuffer();
    packedBias = memory.newBuffer();
  }

  /** Weights for passes over whole sequences. */
  static PackedWeights forSequences(Cell cell, int in, int units, NativeMemory memory) {
    return new PackedWeights(cell, in, units, Blas.multipliesInPlace(), true, memory);
  }

  /** Weights for single steps of a few rows, without those of the way back. */
  static PackedWeights forSteps(Cell cell, int in, int units, NativeMemory memory) {
    return new PackedWeights(cell, in, units, false, false, memory);
  }

  /** Copies weights whose shapes have been checked. */
  void pack(RecurrentWeights weights) {
    FloatBuffer ofInput = weights.input().buffer();
    FloatBuffer bias = weights.bias().buffer();
    FloatBuffer hidden = weights.recurrent().buffer();
    int biasLength = width + (cell.hasRecurrentBias() ? units : 0);
    if (packed
        && packedRecurrent.holds(hidden, units * width)
        && packedInput.holds(ofInput, in * width)
        && packedBias.holds(bias, biasLength)) {
      return;
    }
    packed = false;
    packForward(ofInput, hidden, bias);
    if (wayBack) {
      packTransposed(ofInput, hidden);
    }
    if (cell.hasRecurrentBias()) {
      recurrentBias.require(units);
      recurrentBias.put(0, bias, width, units);
    }
    packedInput.require((long) in * width);
    packedInput.put(0, ofInput, 0, in * width);
    packedRecurrent.require((long) units * width);
    packedRecurrent.put(0, hidden, 0, units * width);
    packedBias.require(biasLength);
    packedBias.put(0, bias, 0, biasLength);
    packed = true;
  }

  private void packForward(FloatBuffer ofInput, FloatBuffer hidden, FloatBuffer bias) {
    input.require();
    recurrent.require();
    float[] line = scratch.more(units);
    for (int gate = 0; gate < cell.gates(); gate++) {
      int column = cell.inputGate(gate) * units;
      copyRows(ofInput, in, column, input, gate);
      bias.get(column, line, 0, units);
      input.put(gate, in, line, 0);
      copyRows(hidden, units, gate * units, recurrent, gate);
    }
  }

  private void packTransposed(FloatBuffer ofInput, FloatBuffer hidden) {
    inputTransposed.require((long) width * in);
    recurrentTransposed.require();
    for (int i = 0; i < cell.gates(); i++) {
      int gate = i;
      transpose(
          ofInput,
          in,
          cell.inputGate(gate) * units,
          (unit, count, turned) ->
              inputTransposed.put(((long) gate * units + unit) * in, turned, 0, count * in));
      transpose(
          hidden,
          units,
          gate * units,
          (unit, count, turned) -> {
            for (int k = 0; k < count; k++) {
              recurrentTransposed.put(gate, unit + k, turned, k * units);
            }
          });
    }
  }

  /** Copies the columns of one gate of [inputs, width]. */
  private void copyRows(FloatBuffer from, int inputs, int column, GateWeights to, int gate) {
    float[] line = scratch.more(units);
    for (int i = 0; i < inputs; i++) {
      from.get(i * width + column, line, 0, units);
      to.put(gate, i, line, 0);
    }
  }

  /** Turns the columns of one gate of [inputs, width] into rows, some at a time. */
  private void transpose(FloatBuffer from, int inputs, int column, Turned to) {
    int strip = Math.max(1, TILE / inputs);
    float[] tile = scratch.tile(inputs * Math.min(strip, units));
    float[] turned = scratch.turned(inputs * Math.min(strip, units));
    for (int unit = 0; unit < units; unit += strip) {
      int count = Math.min(strip, units - unit);
      for (int i = 0; i < inputs; i++) {
        from.get(i * width + column + unit, tile, i * count, count);
      }
      Transpose.copy(tile, inputs, count, turned);
      to.take(unit, count, turned);
    }
  }

  /** Takes [count, inputs], the weights into some units from {@code unit} on. */
  private interface Turned {
    void take(int unit, int count, float[] turned);
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

  /** Returns [W_x; b], [in + 1, gates * units], the gates in the order of z. */
  GateWeights input() {
    return input;
  }

  /** Returns W_x transposed, [gates * units, in], the gates in the order of z. */
  NativeFloats inputTransposed() {
    return inputTransposed.floats();
  }

  /** Returns W_h, [units, gates * units], the gates in the order of the caller. */
  GateWeights recurrent() {
    return recurrent;
  }

  /** Returns W_h with every gate's square transposed. */
  GateWeights recurrentTransposed() {
    return recurrentTransposed;
  }

  /** Returns [units]: the bias inside the reset of a candidate. */
  NativeFloats recurrentBias() {
    return recurrentBias.floats();
  }

  /** Returns ones, to spread a bias over rows or to sum rows. */
  NativeFloats ones() {
    return ones.floats();
  }
}
