package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.FloatScratch;
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

/**
 * Layer normalization (Ba et al. 2016) on the CPU, forward and backward: at every step of every row
 * the features get mean 0 and variance 1, then a gain and a bias of their own.
 *
 * <pre>
 *   m = mean(x),   v = mean((x - m)^2)          over the features of one step
 *   y = gain * (x - m) / sqrt(v + epsilon) + bias
 * </pre>
 *
 * <p>A step that is not live gives zeros and has no part in the gradients. The rows are split over
 * the threads of {@link Shards}; the same input on the same number of threads gives the same bits.
 *
 * <p>Legend: B rows of the batch, T time steps, F features. A kernel serves one thread at a time;
 * several kernels may be used at the same time.
 */
public final class LayerNormKernel implements AutoCloseable {

  /** Floats below which a second thread takes longer to wake than it saves. */
  private static final long WORTH_A_THREAD = 50_000;

  private final int features;
  private final Shards shards;
  private final NativeMemory memory;
  private final ShardPlans plans;
  private final Run[] runs;
  private final Usage use = new Usage("kernel");

  private LiveSteps kept;

  /**
   * @param features F, at least 1
   * @param epsilon added to the variance, at least 0
   * @throws IllegalArgumentException if one is smaller
   */
  public LayerNormKernel(int features, double epsilon) {
    this(features, epsilon, Shards.shared());
  }

  LayerNormKernel(int features, double epsilon, Shards shards) {
    if (features < 1) {
      throw new IllegalArgumentException("features = " + features + ": must be at least 1");
    }
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException("epsilon = " + epsilon + ": must be at least 0");
    }
    this.features = features;
    this.shards = shards;
    memory = new NativeMemory(this);
    plans = new ShardPlans(shards.parallelism());
    runs = new Run[shards.parallelism()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new Run(new LayerNormRows(features, epsilon), memory.newBuffer());
    }
  }

  /**
   * Computes a pass and keeps what {@link #backward} needs.
   *
   * @param gain [F]
   * @param bias [F]
   * @param input [B, F, T], read at live steps only
   * @param live which steps are there
   * @param output [B, F, T], written at every step; may be the input
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void forward(
      NativeFloats gain,
      NativeFloats bias,
      SequenceView input,
      LiveSteps live,
      SequenceView output) {
    use.begin();
    try {
      gain.requireRange("gain", 0, features);
      bias.requireRange("bias", 0, features);
      input.requireShape("input", live.batch(), features, live.time());
      output.requireWritableShape("output", live.batch(), features, live.time());
      kept = null;
      plans.deal(live, threadsFor(live));
      SequenceAccess x = new SequenceAccess(input, live, features);
      SequenceAccess y = new SequenceAccess(output, live, features);
      shards.run(plans.used(), shard -> runs[shard].forward(plans.get(shard), gain, bias, x, y));
      kept = live;
    } finally {
      use.end();
      // Or the cleaner could free the memory of a pass whose kernel nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Computes the gradients of the last {@link #forward}.
   *
   * @param gain [F], as in the forward pass
   * @param bias [F], as in the forward pass
   * @param outputGradient [B, F, T], read at live steps only
   * @param gainGradient [F], overwritten
   * @param biasGradient [F], overwritten
   * @param inputGradient [B, F, T], overwritten: zero where a step is not live; may be the output's
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if there was no forward pass, or the kernel is closed or used by
   *     another thread
   */
  public void backward(
      NativeFloats gain,
      NativeFloats bias,
      SequenceView outputGradient,
      NativeFloats gainGradient,
      NativeFloats biasGradient,
      SequenceView inputGradient) {
    use.begin();
    try {
      if (kept == null) {
        throw new IllegalStateException("backward: no forward pass has been kept");
      }
      gain.requireRange("gain", 0, features);
      bias.requireRange("bias", 0, features);
      gainGradient.requireRange("gain gradient", 0, features);
      biasGradient.requireRange("bias gradient", 0, features);
      outputGradient.requireShape("output gradient", kept.batch(), features, kept.time());
      inputGradient.requireWritableShape("input gradient", kept.batch(), features, kept.time());
      SequenceAccess dy = new SequenceAccess(outputGradient, kept, features);
      SequenceAccess dx = new SequenceAccess(inputGradient, kept, features);
      for (int i = 0; i < plans.used(); i++) {
        runs[i].reserveBackward(plans.get(i), dy, memory);
      }
      shards.run(plans.used(), shard -> runs[shard].backward(plans.get(shard), gain, bias, dy, dx));
      float[] toGain = runs[0].rows.gainGradient();
      float[] toBias = runs[0].rows.biasGradient();
      for (int i = 1; i < plans.used(); i++) {
        FloatLoops.plus(toGain, runs[i].rows.gainGradient(), features);
        FloatLoops.plus(toBias, runs[i].rows.biasGradient(), features);
      }
      gainGradient.buffer().put(0, toGain, 0, features);
      biasGradient.buffer().put(0, toBias, 0, features);
    } finally {
      use.end();
      // Or the cleaner could free the memory of a pass whose kernel nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  private int threadsFor(LiveSteps live) {
    long cells = 0;
    for (int row = 0; row < live.batch(); row++) {
      cells += live.length(row);
    }
    return (int) Math.min(shards.parallelism(), cells * features / WORTH_A_THREAD + 1);
  }

  /** One thread's rows of the batch. */
  private final class Run {

    private final LayerNormRows rows;

    /** The normalized rows, [columns, F]. */
    private final NativeBuffer normalized;

    private final FloatScratch scratch = new FloatScratch();
    private final float[] line;
    private final float[] result;
    private float[] factors = new float[0];
    private float[] step = new float[0];

    /** Made when a gradient comes whose features are not adjacent. */
    private NativeBuffer gradients;

    Run(LayerNormRows rows, NativeBuffer normalized) {
      this.rows = rows;
      this.normalized = normalized;
      line = new float[features];
      result = new float[features];
    }

    void forward(
        ShardPlan plan, NativeFloats gain, NativeFloats bias, SequenceAccess x, SequenceAccess y) {
      rows.begin(gain, bias);
      normalized.require((long) plan.columns() * features);
      factors = FloatScratch.grown(factors, plan.columns());
      step = FloatScratch.grown(step, plan.rows() * features);
      x.pack(plan, features, normalized, scratch);
      for (int t = 0; t < plan.steps(); t++) {
        for (int row = 0; row < plan.live(t); row++) {
          int column = plan.column(t) + row;
          normalized.get((long) column * features, line, 0, features);
          factors[column] = rows.forward(line, result);
          normalized.put((long) column * features, line, 0, features);
          System.arraycopy(result, 0, step, row * features, features);
        }
        y.writeStep(plan, t, step);
      }
      y.zeroDeadSteps(plan, scratch.zeros(features));
    }

    void reserveBackward(ShardPlan plan, SequenceAccess dy, NativeMemory memory) {
      if (!dy.adjacentFeatures()) {
        if (gradients == null) {
          gradients = memory.newBuffer();
        }
        gradients.require((long) plan.columns() * features);
      }
    }

    void backward(
        ShardPlan plan,
        NativeFloats gain,
        NativeFloats bias,
        SequenceAccess dy,
        SequenceAccess dx) {
      rows.begin(gain, bias);
      boolean packed = !dy.adjacentFeatures();
      if (packed) {
        dy.pack(plan, features, gradients, scratch);
      }
      for (int t = 0; t < plan.steps(); t++) {
        if (packed) {
          gradients.get((long) plan.column(t) * features, step, 0, plan.live(t) * features);
        } else {
          dy.readStep(plan, t, step);
        }
        for (int row = 0; row < plan.live(t); row++) {
          int column = plan.column(t) + row;
          normalized.get((long) column * features, line, 0, features);
          System.arraycopy(step, row * features, result, 0, features);
          rows.backward(result, line, factors[column]);
          System.arraycopy(result, 0, step, row * features, features);
        }
        dx.writeStep(plan, t, step);
      }
      dx.zeroDeadSteps(plan, scratch.zeros(features));
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
