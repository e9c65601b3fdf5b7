package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.Transpose;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Adds the shards' weight gradients up and turns them from [gates * units, inputs] to the caller's
 * [inputs, gates * units]. Always in the same order, so that the sum has the same bits in every
 * run.
 */
final class WeightGradientSum {

  /** Floats of a strip: two arrays of them stay in the second-level cache. */
  private static final int STRIP = 1 << 14;

  private final Cell cell;
  private final int in;
  private final int units;
  private final FloatScratch[] scratches;

  WeightGradientSum(Cell cell, int in, int units, int threads) {
    this.cell = cell;
    this.in = in;
    this.units = units;
    scratches = new FloatScratch[threads];
    for (int i = 0; i < threads; i++) {
      scratches[i] = new FloatScratch();
    }
  }

  /**
   * @param runs the shards' gradients are in the first {@code count} of them
   * @param accumulate whether to add to what the target holds
   */
  void add(
      RecurrentGradients[] runs,
      int count,
      RecurrentWeights target,
      boolean accumulate,
      Shards shards) {
    FloatBuffer input = target.input().buffer();
    FloatBuffer recurrent = target.recurrent().buffer();
    FloatBuffer bias = target.bias().buffer();
    int gates = cell.gates();
    int parts = shards.parallelism();
    shards.run(
        parts,
        part -> {
          Strip strip = new Strip(runs, count, accumulate, scratches[part]);
          int from = (int) ((long) units * part / parts);
          int to = (int) ((long) units * (part + 1) / parts);
          for (int gate = 0; gate < gates; gate++) {
            strip.input(gate, from, to, input, bias);
            strip.recurrent(gate, from, to, recurrent);
          }
          if (part == 0 && cell.hasRecurrentBias()) {
            strip.recurrentBias(bias);
          }
        });
  }

  /** One thread's part of the sum: some units of every gate. */
  private final class Strip {

    private final RecurrentGradients[] runs;
    private final int count;
    private final boolean accumulate;
    private final FloatScratch scratch;

    Strip(RecurrentGradients[] runs, int count, boolean accumulate, FloatScratch scratch) {
      this.runs = runs;
      this.count = count;
      this.accumulate = accumulate;
      this.scratch = scratch;
    }

    /** A gate in the order of z; its units in [from, to). */
    void input(int zGate, int from, int to, FloatBuffer target, FloatBuffer bias) {
      int inputs = in + 1;
      int width = cell.gates() * units;
      int most = Math.max(1, STRIP / inputs);
      for (int unit = from; unit < to; unit += most) {
        int rows = Math.min(most, to - unit);
        long at = ((long) zGate * units + unit) * inputs;
        float[] sum = sum(RecurrentGradients::inputWeightGradient, at, rows * inputs);
        float[] turned = scratch.turned(rows * inputs);
        Transpose.copy(sum, rows, inputs, turned);
        int column = cell.inputGate(zGate) * units + unit;
        for (int i = 0; i < in; i++) {
          write(target, i * width + column, turned, i * rows, rows);
        }
        write(bias, column, turned, in * rows, rows);
      }
    }

    void recurrent(int gate, int from, int to, FloatBuffer target) {
      int width = cell.gates() * units;
      int most = Math.max(1, STRIP / units);
      for (int unit = from; unit < to; unit += most) {
        int rows = Math.min(most, to - unit);
        long at = ((long) gate * units + unit) * units;
        float[] sum = sum(RecurrentGradients::recurrentWeightGradient, at, rows * units);
        float[] turned = scratch.turned(rows * units);
        Transpose.copy(sum, rows, units, turned);
        for (int i = 0; i < units; i++) {
          write(target, i * width + gate * units + unit, turned, i * rows, rows);
        }
      }
    }

    void recurrentBias(FloatBuffer target) {
      float[] sum = sum(RecurrentGradients::recurrentBiasGradient, 0, units);
      write(target, cell.gates() * units, sum, 0, units);
    }

    private float[] sum(Function<RecurrentGradients, NativeBuffer> gradient, long at, int length) {
      float[] sum = scratch.tile(length);
      boolean empty = true;
      for (int i = 0; i < count; i++) {
        if (runs[i].plan().columns() == 0) {
          continue;
        }
        if (empty) {
          gradient.apply(runs[i]).get(at, sum, 0, length);
          empty = false;
        } else {
          float[] more = scratch.more(length);
          gradient.apply(runs[i]).get(at, more, 0, length);
          plus(sum, more, length);
        }
      }
      if (empty) {
        Arrays.fill(sum, 0, length, 0f);
      }
      return sum;
    }

    private void write(FloatBuffer target, int at, float[] source, int from, int length) {
      if (accumulate) {
        float[] before = scratch.more(length);
        target.get(at, before, 0, length);
        for (int i = 0; i < length; i++) {
          source[from + i] += before[i];
        }
      }
      target.put(at, source, from, length);
    }
  }

  private static void plus(float[] sum, float[] more, int length) {
    for (int i = 0; i < length; i++) {
      sum[i] = sum[i] + more[i];
    }
  }
}
