package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;

/**
 * A matrix [inputs, gates * units] as the second factor of a cell's products, in one of two forms:
 * gate by gate and each gate in panels of a few columns, every panel without gaps, as BLAS reads it
 * fastest; or row by row, which lets the product of a single row be one call for all gates.
 */
final class GateWeights {

  private final int gates;
  private final int inputs;
  private final int units;
  private final boolean panels;
  private final NativeBuffer values;

  GateWeights(int gates, int inputs, int units, boolean panels, NativeMemory memory) {
    this.gates = gates;
    this.inputs = inputs;
    this.units = units;
    this.panels = panels;
    values = memory.newBuffer();
  }

  /** Reserves the memory; to be called before {@link #put}. */
  void require() {
    values.require((long) gates * inputs * units);
  }

  /** Takes the weights of one input and gate, [units] from {@code from} on. */
  void put(int gate, int input, float[] source, int from) {
    if (!panels) {
      values.put(((long) input * gates + gate) * units, source, from, units);
      return;
    }
    for (int unit = 0; unit < units; unit += Blas.PANEL) {
      int count = panelAt(unit);
      long at = ((long) gate * units + unit) * inputs + (long) input * count;
      values.put(at, source, from + unit, count);
    }
  }

  private int panelAt(int unit) {
    return Math.min(Blas.PANEL, units - unit);
  }

  /**
   * {@code C = A W + beta C} for some gates and inputs.
   *
   * @param gate the first gate
   * @param count how many; the C of the next one begins {@code stride} floats further
   * @param first the first input
   * @param used how many inputs
   * @param rows of A, [rows, used], and of every C, [rows, units], both without gaps
   */
  void product(
      int gate,
      int count,
      int first,
      int used,
      int rows,
      NativeFloats a,
      long aAt,
      float beta,
      NativeFloats c,
      long cAt,
      long stride) {
    if (!panels && rows == 1) {
      columns(gate * units, count * units, first, used, rows, a, aAt, beta, c, cAt);
      return;
    }
    for (int i = 0; i < count; i++) {
      ofGate(gate + i, first, used, rows, a, aAt, beta, c, cAt + i * stride);
    }
  }

  /**
   * {@code C = sum of A W over some gates + beta C}.
   *
   * @param gate the first gate
   * @param count how many; the A of the next one begins {@code stride} floats further
   * @param rows of every A, [rows, inputs], and of C, [rows, units], both without gaps
   */
  void sum(
      int gate,
      int count,
      int rows,
      NativeFloats a,
      long aAt,
      long stride,
      float beta,
      NativeFloats c,
      long cAt) {
    for (int i = 0; i < count; i++) {
      ofGate(gate + i, 0, inputs, rows, a, aAt + i * stride, i == 0 ? beta : 1f, c, cAt);
    }
  }

  private void ofGate(
      int gate,
      int first,
      int used,
      int rows,
      NativeFloats a,
      long aAt,
      float beta,
      NativeFloats c,
      long cAt) {
    if (!panels) {
      columns(gate * units, units, first, used, rows, a, aAt, beta, c, cAt);
      return;
    }
    for (int unit = 0; unit < units; unit += Blas.PANEL) {
      int count = panelAt(unit);
      long at = ((long) gate * units + unit) * inputs + (long) first * count;
      multiply(rows, used, a, aAt, count, at, count, beta, c, cAt + unit, units);
    }
  }

  /** Some columns of the form that is row by row. */
  private void columns(
      int column,
      int count,
      int first,
      int used,
      int rows,
      NativeFloats a,
      long aAt,
      float beta,
      NativeFloats c,
      long cAt) {
    int width = gates * units;
    long at = (long) first * width + column;
    multiply(rows, used, a, aAt, count, at, width, beta, c, cAt, count);
  }

  /** With [used, columns] of the values, whose rows lie {@code stride} apart. */
  private void multiply(
      int rows,
      int used,
      NativeFloats a,
      long aAt,
      int columns,
      long at,
      int stride,
      float beta,
      NativeFloats c,
      long cAt,
      int cStride) {
    Blas.sgemm(
        false,
        false,
        rows,
        columns,
        used,
        1f,
        a,
        aAt,
        used,
        values.floats(),
        at,
        stride,
        beta,
        c,
        cAt,
        cStride);
  }
}
