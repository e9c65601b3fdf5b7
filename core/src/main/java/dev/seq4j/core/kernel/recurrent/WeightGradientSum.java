package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.GradientSum;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.Shards;
import java.util.ArrayList;
import java.util.List;

/** Adds the shards' gradients of a cell's weights up, always in the same order. */
final class WeightGradientSum {

  private final Cell cell;
  private final int in;
  private final int units;
  private final Shards shards;
  private final List<NativeBuffer> input = new ArrayList<>();
  private final List<NativeBuffer> recurrent = new ArrayList<>();
  private final List<NativeBuffer> recurrentBias = new ArrayList<>();

  WeightGradientSum(Cell cell, int in, int units, Shards shards) {
    this.cell = cell;
    this.in = in;
    this.units = units;
    this.shards = shards;
  }

  /**
   * @param runs the shards' gradients are in the first {@code count} of them
   * @param accumulate whether to add to what the target holds
   */
  void add(RecurrentGradients[] runs, int count, RecurrentWeights target, boolean accumulate) {
    input.clear();
    recurrent.clear();
    recurrentBias.clear();
    for (int i = 0; i < count; i++) {
      if (runs[i].plan().columns() > 0) {
        input.add(runs[i].inputWeightGradient());
        recurrent.add(runs[i].recurrentWeightGradient());
        recurrentBias.add(runs[i].recurrentBiasGradient());
      }
    }
    int width = cell.gates() * units;
    write(input, 0, target.input(), accumulate);
    write(input, (long) in * width, target.bias().part(0, width), accumulate);
    write(recurrent, 0, target.recurrent(), accumulate);
    if (cell.hasRecurrentBias()) {
      write(recurrentBias, 0, target.bias().part(width, units), accumulate);
    }
  }

  private void write(List<NativeBuffer> parts, long from, NativeFloats target, boolean accumulate) {
    GradientSum.write(parts, from, target, accumulate, shards);
  }
}
