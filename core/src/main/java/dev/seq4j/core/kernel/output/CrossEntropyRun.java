package dev.seq4j.core.kernel.output;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.Exponential;
import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.Reductions;
import dev.seq4j.core.kernel.SequenceAccess;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.ShardPlan;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One shard of a {@link CrossEntropyKernel}: its rows, with buffers of its own, on one thread.
 *
 * <p>The live steps of its rows are columns of {@link ShardPlan}. They are worked off in slices,
 * whose logits, later their gradients, are kept until the weight gradients have been added; and a
 * slice in chunks that stay in the cache.
 */
final class CrossEntropyRun {

  /** Floats of a slice's logits. */
  private static final int SLICE = 1 << 21;

  /** Floats of a chunk's logits: they stay in the second-level cache. */
  private static final int CHUNK = 1 << 16;

  /** Rows of a product at full speed: it copies all weights first, however few rows there are. */
  private static final int ROWS_AT_FULL_SPEED = 256;

  /** Rows that a chunk has even if its logits take more than {@link #MOST}. */
  private static final int FEWEST_ROWS = 64;

  /** Floats of a chunk's logits if there are many classes. */
  private static final int MOST = 1 << 22;

  private final int features;
  private final int classes;
  private final float smoothing;
  private final int mostRows;
  private final FloatScratch scratch = new FloatScratch();
  private final Exponential exponential = new Exponential();
  private final NativeBuffer x;
  private final NativeBuffer logits;
  private final NativeBuffer dx;
  private final float[] bias;
  private final float[] biasGradient;
  private final float[] row;
  private final float[] line;

  private ShardPlan plan;
  private CrossEntropyPass pass;
  private int[] cells = new int[0];
  private int chunkRows;
  private int sliceRows;

  CrossEntropyRun(int features, int classes, double smoothing, NativeMemory memory) {
    this.features = features;
    this.classes = classes;
    this.smoothing = (float) smoothing;
    int ofManyClasses = Math.min(ROWS_AT_FULL_SPEED, Math.max(FEWEST_ROWS, MOST / classes));
    mostRows = Math.max(CHUNK / classes, ofManyClasses);
    x = memory.newBuffer();
    logits = memory.newBuffer();
    dx = memory.newBuffer();
    bias = new float[classes];
    biasGradient = new float[classes];
    row = new float[classes];
    line = new float[features];
  }

  /**
   * Collects the inputs.
   *
   * @param keep whether the logits of a whole slice are kept, or those of one chunk only
   */
  void begin(ShardPlan newPlan, CrossEntropyPass newPass, boolean keep) {
    plan = newPlan;
    pass = newPass;
    LiveSteps live = pass.live();
    int columns = plan.columns();
    int chunks = Math.max(1, (columns + mostRows - 1) / mostRows);
    chunkRows = Math.max(1, (columns + chunks - 1) / chunks);
    sliceRows = Math.max(1, SLICE / classes / chunkRows) * chunkRows;
    x.require((long) columns * features);
    logits.require((long) Math.min(keep ? sliceRows : chunkRows, columns) * classes);
    dx.require(keep ? (long) Math.min(chunkRows, columns) * features : 0);
    new SequenceAccess(pass.input(), live, features).pack(plan, features, x, scratch);
    cells = plan.cells(live, cells);
    if (pass.bias() != null) {
      pass.bias().buffer().get(0, bias, 0, classes);
    }
    Arrays.fill(biasGradient, 0f);
  }

  int slices() {
    return (plan.columns() + sliceRows - 1) / sliceRows;
  }

  /** Returns how many rows a slice has; 0 for one after the last. */
  int rowsOf(int slice) {
    return (int) Math.max(0, Math.min(sliceRows, plan.columns() - (long) slice * sliceRows));
  }

  /** The sum of this shard's gradients of the logits. */
  float[] biasGradient() {
    return biasGradient;
  }

  /** Writes the probabilities of a slice. */
  void probabilities(int slice, SequenceView output) {
    FloatBuffer target = output.memory().buffer();
    for (int from = 0; from < rowsOf(slice); from += chunkRows) {
      int rows = Math.min(chunkRows, rowsOf(slice) - from);
      int first = slice * sliceRows + from;
      product(first, rows, 0);
      for (int i = 0; i < rows; i++) {
        read((long) i * classes);
        exponentiate(FloatLoops.max(row, classes));
        FloatLoops.scale(row, 1f / Reductions.sum(row, classes), 0f, classes);
        write(row, classes, output, target, cells[first + i]);
      }
    }
  }

  /**
   * Adds the losses of a slice to those of the batch's rows. With an input gradient, the logits
   * become their gradients, and that of the input is written.
   */
  void losses(int slice, double[] losses, boolean differentiate, SequenceView inputGradient) {
    FloatBuffer target = differentiate ? inputGradient.memory().buffer() : null;
    for (int from = 0; from < rowsOf(slice); from += chunkRows) {
      int rows = Math.min(chunkRows, rowsOf(slice) - from);
      int first = slice * sliceRows + from;
      long offset = differentiate ? (long) from * classes : 0;
      product(first, rows, offset);
      for (int i = 0; i < rows; i++) {
        long at = offset + (long) i * classes;
        read(at);
        losses[cells[first + i] / pass.live().time()] += lossOf(cells[first + i], differentiate);
        if (differentiate) {
          logits.put(at, row, 0, classes);
          FloatLoops.plus(biasGradient, row, classes);
        }
      }
      if (differentiate) {
        writeInputGradient(first, rows, offset, inputGradient, target);
      }
    }
  }

  private void product(int first, int rows, long offset) {
    Blas.sgemm(
        false,
        true,
        rows,
        classes,
        features,
        1f,
        x.floats(),
        (long) first * features,
        features,
        pass.weights(),
        0,
        features,
        0f,
        logits.floats(),
        offset,
        classes);
  }

  private void read(long at) {
    logits.get(at, row, 0, classes);
    if (pass.bias() != null) {
      FloatLoops.plus(row, bias, classes);
    }
  }

  /** Turns the logits in {@link #row} into their gradient if that is wanted. */
  private double lossOf(int cell, boolean differentiate) {
    int label = pass.labels()[cell];
    float weight = pass.stepWeights()[cell];
    double expected = (1 - smoothing) * row[label];
    if (smoothing > 0) {
      expected += smoothing * Reductions.sum(row, classes) / classes;
    }
    float max = FloatLoops.max(row, classes);
    exponentiate(max);
    float sum = Reductions.sum(row, classes);
    if (differentiate) {
      FloatLoops.scale(row, weight / sum, weight * smoothing / classes, classes);
      row[label] -= weight * (1 - smoothing);
    }
    return weight * (max + Math.log(sum) - expected);
  }

  /** row = exp(row - max). */
  private void exponentiate(float max) {
    FloatLoops.scale(row, 1f, max, classes);
    exponential.apply(row, classes);
  }

  private void writeInputGradient(
      int first, int rows, long offset, SequenceView inputGradient, FloatBuffer target) {
    Blas.sgemm(
        false,
        false,
        rows,
        features,
        classes,
        1f,
        logits.floats(),
        offset,
        classes,
        pass.weights(),
        0,
        features,
        0f,
        dx.floats(),
        0,
        features);
    for (int i = 0; i < rows; i++) {
      dx.get((long) i * features, line, 0, features);
      write(line, features, inputGradient, target, cells[first + i]);
    }
  }

  private void write(float[] values, int length, SequenceView view, FloatBuffer target, int cell) {
    int time = pass.live().time();
    long at = view.index(cell / time, 0, cell % time);
    if (view.featureStride() == 1) {
      target.put((int) at, values, 0, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      target.put((int) (at + i * view.featureStride()), values[i]);
    }
  }

  /** Writes zeros where no step is live. */
  void zeroDeadSteps(SequenceView view, int width) {
    new SequenceAccess(view, pass.live(), width).zeroDeadSteps(plan, scratch.zeros(width));
  }

  /** Adds this shard's part of some classes' weight gradient, after {@link #losses} of a slice. */
  void addWeightGradient(int slice, int from, int to, float beta, NativeFloats target) {
    Blas.sgemm(
        true,
        false,
        to - from,
        features,
        rowsOf(slice),
        1f,
        logits.floats(),
        from,
        classes,
        x.floats(),
        (long) slice * sliceRows * features,
        features,
        beta,
        target,
        (long) from * features,
        features);
  }
}
