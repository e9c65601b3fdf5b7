package dev.seq4j.core.kernel.embedding;

import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.GradientSum;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceAccess;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.ShardPlan;
import dev.seq4j.core.kernel.ShardPlans;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.Usage;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds to each step the row of a table that belongs to its position, on the CPU, forward and
 * backward.
 *
 * <pre>
 *   y[b, :, t] = x[b, :, t] + P[position[b, t], :]
 *   dP[p, :]   = sum of dy[b, :, t] over all live b, t with position[b, t] = p
 * </pre>
 *
 * <p>A step that is not live gives zeros and has no part in the gradient. The same input on the
 * same number of threads gives the same bits.
 *
 * <p>Legend: B rows of the batch, T time steps, F features, P rows of the table. A kernel serves
 * one thread at a time; several kernels may be used at the same time.
 */
public final class PositionKernel implements AutoCloseable {

  /** Floats below which a second thread takes longer to wake than it saves. */
  private static final long WORTH_A_THREAD = 100_000;

  private final int features;
  private final Shards shards;
  private final NativeMemory memory;
  private final ShardPlans plans;
  private final Run[] runs;
  private final Usage use = new Usage("kernel");

  /**
   * @param features F, at least 1
   * @throws IllegalArgumentException if smaller
   */
  public PositionKernel(int features) {
    this(features, Shards.shared());
  }

  PositionKernel(int features, Shards shards) {
    if (features < 1) {
      throw new IllegalArgumentException("features = " + features + ": must be at least 1");
    }
    this.features = features;
    this.shards = shards;
    memory = new NativeMemory(this);
    plans = new ShardPlans(shards.parallelism());
    runs = new Run[shards.parallelism()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new Run();
    }
  }

  /**
   * Adds.
   *
   * @param table [P, F] in 'c' order
   * @param positions [B, T] in 'c' order; at live steps in [0, P)
   * @param input [B, F, T], read at live steps only
   * @param live which steps are there
   * @param output [B, F, T], written at every step; may be the input
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void forward(
      NativeFloats table,
      int[] positions,
      SequenceView input,
      LiveSteps live,
      SequenceView output) {
    use.begin();
    try {
      requirePositions(positions, live, table.length() / features);
      input.requireShape("input", live.batch(), features, live.time());
      output.requireWritableShape("output", live.batch(), features, live.time());
      deal(live);
      SequenceAccess x = new SequenceAccess(input, live, features);
      SequenceAccess y = new SequenceAccess(output, live, features);
      FloatBuffer rows = table.buffer();
      shards.run(
          plans.used(),
          shard -> {
            Run run = runs[shard];
            run.begin(plans.get(shard), live, x);
            run.add(rows, positions, y);
          });
    } finally {
      use.end();
      // Or the cleaner could free the memory of a pass whose kernel nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Differentiates.
   *
   * @param outputGradient [B, F, T], read at live steps only
   * @param positions those of the forward pass
   * @param live those of the forward pass
   * @param tableGradient [P, F] in 'c' order, overwritten; null if the table is fixed
   * @param inputGradient [B, F, T], overwritten: zero where a step is not live; may be the output's
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void backward(
      SequenceView outputGradient,
      int[] positions,
      LiveSteps live,
      NativeFloats tableGradient,
      SequenceView inputGradient) {
    use.begin();
    try {
      if (tableGradient != null) {
        requirePositions(positions, live, tableGradient.length() / features);
      }
      outputGradient.requireShape("output gradient", live.batch(), features, live.time());
      inputGradient.requireWritableShape("input gradient", live.batch(), features, live.time());
      deal(live);
      SequenceAccess dy = new SequenceAccess(outputGradient, live, features);
      SequenceAccess dx = new SequenceAccess(inputGradient, live, features);
      shards.run(
          plans.used(),
          shard -> {
            Run run = runs[shard];
            run.begin(plans.get(shard), live, dy);
            run.copy(dx);
          });
      if (tableGradient != null) {
        int length = (int) (tableGradient.length() / features * features);
        for (int i = 0; i < plans.used(); i++) {
          runs[i].sums.require(length);
        }
        shards.run(plans.used(), shard -> runs[shard].sum(positions, length));
        List<NativeBuffer> sums = new ArrayList<>();
        for (int i = 0; i < plans.used(); i++) {
          sums.add(runs[i].sums);
        }
        GradientSum.write(sums, 0, tableGradient.part(0, length), false, shards);
      }
    } finally {
      use.end();
      // Or the cleaner could free the memory of a pass whose kernel nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  private static void requirePositions(int[] positions, LiveSteps live, long rows) {
    if (positions.length != (long) live.batch() * live.time()) {
      throw new IllegalArgumentException(
          "positions: " + positions.length + ": must be " + live.batch() + " x " + live.time());
    }
    for (int row = 0; row < live.batch(); row++) {
      for (int i = 0; i < live.length(row); i++) {
        int t = live.step(row, i);
        int position = positions[row * live.time() + t];
        if (position < 0 || position >= rows) {
          throw new IllegalArgumentException(
              "positions[" + row + ", " + t + "] = " + position + ": must be in [0, " + rows + ")");
        }
      }
    }
  }

  private void deal(LiveSteps live) {
    long cells = 0;
    for (int row = 0; row < live.batch(); row++) {
      cells += live.length(row);
    }
    plans.deal(live, (int) Math.min(shards.parallelism(), cells * features / WORTH_A_THREAD + 1));
  }

  /** One thread's rows of the batch. */
  private final class Run {

    /** The live steps of what was read last, [columns, F]. */
    private final NativeBuffer packed = memory.newBuffer();

    /** This thread's gradient of the table. */
    private final NativeBuffer sums = memory.newBuffer();

    private final FloatScratch scratch = new FloatScratch();
    private final float[] line = new float[features];
    private final float[] sum = new float[features];
    private ShardPlan plan;
    private int[] cells = new int[0];
    private float[] step = new float[0];

    void begin(ShardPlan newPlan, LiveSteps live, SequenceAccess source) {
      plan = newPlan;
      packed.require((long) plan.columns() * features);
      cells = plan.cells(live, cells);
      step = FloatScratch.grown(step, plan.rows() * features);
      source.pack(plan, features, packed, scratch);
    }

    void add(FloatBuffer table, int[] positions, SequenceAccess target) {
      for (int t = 0; t < plan.steps(); t++) {
        for (int row = 0; row < plan.live(t); row++) {
          int column = plan.column(t) + row;
          packed.get((long) column * features, line, 0, features);
          table.get(positions[cells[column]] * features, sum, 0, features);
          FloatLoops.plus(line, sum, features);
          System.arraycopy(line, 0, step, row * features, features);
        }
        target.writeStep(plan, t, step);
      }
      target.zeroDeadSteps(plan, scratch.zeros(features));
    }

    void copy(SequenceAccess target) {
      for (int t = 0; t < plan.steps(); t++) {
        packed.get((long) plan.column(t) * features, step, 0, plan.live(t) * features);
        target.writeStep(plan, t, step);
      }
      target.zeroDeadSteps(plan, scratch.zeros(features));
    }

    void sum(int[] positions, int length) {
      Arrays.fill(line, 0f);
      for (int at = 0; at < length; at += features) {
        sums.put(at, line, 0, features);
      }
      for (int column = 0; column < plan.columns(); column++) {
        long at = (long) positions[cells[column]] * features;
        packed.get((long) column * features, line, 0, features);
        sums.get(at, sum, 0, features);
        FloatLoops.plus(sum, line, features);
        sums.put(at, sum, 0, features);
      }
    }
  }

  /**
   * @return bytes of native memory held now
   */
  public long nativeBytes() {
    return memory.bytes();
  }

  /** Frees the native memory. The kernel cannot be used any more. */
  @Override
  public void close() {
    if (use.close()) {
      memory.close();
    }
  }
}
