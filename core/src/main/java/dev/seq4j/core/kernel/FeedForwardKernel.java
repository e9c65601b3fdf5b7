package dev.seq4j.core.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A position-wise feed-forward network (Vaswani et al. 2017) on the CPU, forward and backward: the
 * same two layers at every step of every row.
 *
 * <pre>
 *   y = dropout(f(x W1 + b1)) W2 + b2          f is GELU or ReLU
 * </pre>
 *
 * <p>A step that is not live gives zeros, has no part in the gradients and costs nothing. The rows
 * are split over the threads of {@link Shards}; the same input on the same number of threads gives
 * the same bits, and what is dropped does not depend on that number.
 *
 * <p>Legend: B rows of the batch, T time steps, F features of the input, H hidden units, O features
 * of the output. A kernel serves one thread at a time; several kernels may be used at the same
 * time.
 */
public final class FeedForwardKernel implements AutoCloseable {

  /** Multiplications below which a second thread takes longer to wake than it saves. */
  private static final long WORTH_A_THREAD = 500_000;

  private final int in;
  private final int hidden;
  private final int out;
  private final Shards shards;
  private final NativeMemory memory;
  private final ShardPlans plans;
  private final Run[] runs;
  private final Usage use = new Usage("kernel");

  private LiveSteps kept;

  /**
   * @param in F, at least 1
   * @param hidden H, at least 1
   * @param out O, at least 1
   * @param activation f
   * @param dropout probability that a hidden unit is dropped in {@link #forward}, in [0, 1)
   * @throws IllegalArgumentException if one is outside, or the weights do not fit in 2 GB
   */
  public FeedForwardKernel(
      int in, int hidden, int out, FeedForwardActivation activation, double dropout) {
    this(in, hidden, out, activation, dropout, Shards.shared());
  }

  FeedForwardKernel(
      int in,
      int hidden,
      int out,
      FeedForwardActivation activation,
      double dropout,
      Shards shards) {
    if (in < 1 || hidden < 1 || out < 1) {
      throw new IllegalArgumentException(
          "in, hidden, out = " + in + ", " + hidden + ", " + out + ": must be at least 1");
    }
    if ((long) Math.max(in, out) * hidden > NativeFloats.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "in, hidden, out = "
              + in
              + ", "
              + hidden
              + ", "
              + out
              + ": their weights do not fit in 2 GB");
    }
    this.in = in;
    this.hidden = hidden;
    this.out = out;
    this.shards = shards;
    memory = new NativeMemory(this);
    plans = new ShardPlans(shards.parallelism());
    runs = new Run[shards.parallelism()];
    DropoutMask mask = new DropoutMask(dropout);
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new Run(new FeedForwardRows(in, hidden, out, activation, mask, memory));
    }
  }

  /**
   * Computes a pass of training and keeps what {@link #backward} needs.
   *
   * @param weights the parameters
   * @param input [B, F, T], read at live steps only
   * @param live which steps are there
   * @param output [B, O, T], written at every step
   * @param dropoutSeed says which hidden units are dropped
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void forward(
      FeedForwardWeights weights,
      SequenceView input,
      LiveSteps live,
      SequenceView output,
      long dropoutSeed) {
    compute(weights, input, live, output, true, dropoutSeed);
  }

  /**
   * Computes a pass without dropout and keeps nothing, in a fraction of the memory.
   *
   * @param weights the parameters
   * @param input [B, F, T], read at live steps only
   * @param live which steps are there
   * @param output [B, O, T], written at every step
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void infer(
      FeedForwardWeights weights, SequenceView input, LiveSteps live, SequenceView output) {
    compute(weights, input, live, output, false, 0);
  }

  private void compute(
      FeedForwardWeights weights,
      SequenceView input,
      LiveSteps live,
      SequenceView output,
      boolean keep,
      long seed) {
    use.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      weights.requireShapes("weights", in, hidden, out);
      input.requireShape("input", live.batch(), in, live.time());
      output.requireWritableShape("output", live.batch(), out, live.time());
      kept = null;
      plans.deal(live, threadsFor(live));
      for (int i = 0; i < plans.used(); i++) {
        runs[i].reserve(plans.get(i), live, keep);
      }
      SequenceAccess x = new SequenceAccess(input, live, in);
      SequenceAccess y = new SequenceAccess(output, live, out);
      shards.run(
          plans.used(), shard -> runs[shard].forward(plans.get(shard), weights, x, y, keep, seed));
      kept = keep ? live : null;
    } finally {
      session.close();
      use.end();
    }
  }

  /**
   * Computes the gradients of the last {@link #forward}. It may be called again for other
   * gradients.
   *
   * @param weights those of the forward pass
   * @param outputGradient [B, O, T], read at live steps only
   * @param gradients of the parameters, overwritten
   * @param inputGradient [B, F, T], overwritten: zero where a step is not live
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if there was no forward pass, or the kernel is closed or used by
   *     another thread
   */
  public void backward(
      FeedForwardWeights weights,
      SequenceView outputGradient,
      FeedForwardWeights gradients,
      SequenceView inputGradient) {
    use.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      if (kept == null) {
        throw new IllegalStateException("backward: no forward pass has been kept");
      }
      weights.requireShapes("weights", in, hidden, out);
      gradients.requireShapes("gradients", in, hidden, out);
      outputGradient.requireShape("output gradient", kept.batch(), out, kept.time());
      inputGradient.requireWritableShape("input gradient", kept.batch(), in, kept.time());
      for (int i = 0; i < plans.used(); i++) {
        runs[i].reserveBackward(plans.get(i));
      }
      SequenceAccess dy = new SequenceAccess(outputGradient, kept, out);
      SequenceAccess dx = new SequenceAccess(inputGradient, kept, in);
      shards.run(plans.used(), shard -> runs[shard].backward(plans.get(shard), weights, dy, dx));
      sum(gradients);
    } finally {
      session.close();
      use.end();
    }
  }

  private void sum(FeedForwardWeights gradients) {
    List<NativeBuffer> inner = new ArrayList<>();
    List<NativeBuffer> outer = new ArrayList<>();
    float[] innerBias = new float[hidden];
    float[] outerBias = new float[out];
    for (int i = 0; i < plans.used(); i++) {
      FeedForwardRows rows = runs[i].rows;
      if (!rows.noGradients()) {
        inner.add(rows.innerGradient());
        outer.add(rows.outerGradient());
        FloatLoops.plus(innerBias, rows.innerBiasGradient(), hidden);
        FloatLoops.plus(outerBias, rows.outerBiasGradient(), out);
      }
    }
    GradientSum.write(inner, in * hidden, gradients.inner(), shards);
    GradientSum.write(outer, hidden * out, gradients.outer(), shards);
    gradients.innerBias().buffer().put(0, innerBias, 0, hidden);
    gradients.outerBias().buffer().put(0, outerBias, 0, out);
  }

  private int threadsFor(LiveSteps live) {
    long cells = 0;
    for (int row = 0; row < live.batch(); row++) {
      cells += live.length(row);
    }
    return (int) Math.min(shards.parallelism(), cells * hidden * (in + out) / WORTH_A_THREAD + 1);
  }

  /** One thread's rows of the batch. */
  private final class Run {

    private final FeedForwardRows rows;
    private final NativeBuffer x = memory.newBuffer();
    private final NativeBuffer y = memory.newBuffer();
    private final NativeBuffer dx = memory.newBuffer();
    private final FloatScratch scratch = new FloatScratch();
    private int[] cells = new int[0];
    private float[] step = new float[0];

    Run(FeedForwardRows rows) {
      this.rows = rows;
    }

    void reserve(ShardPlan plan, LiveSteps live, boolean keep) {
      x.require((long) plan.columns() * in);
      y.require((long) plan.columns() * out);
      rows.reserve(plan.columns(), keep);
      cells = plan.cells(live, cells);
      step = FloatScratch.grown(step, plan.rows() * Math.max(in, out));
    }

    void forward(
        ShardPlan plan,
        FeedForwardWeights weights,
        SequenceAccess input,
        SequenceAccess output,
        boolean keep,
        long seed) {
      input.pack(plan, in, x, scratch);
      rows.forward(weights, x, 0, y, 0, plan.columns(), keep, cells, seed);
      write(plan, y, out, output);
    }

    void reserveBackward(ShardPlan plan) {
      dx.require((long) plan.columns() * in);
      rows.reserveBackward(plan.columns());
    }

    void backward(
        ShardPlan plan,
        FeedForwardWeights weights,
        SequenceAccess outputGradient,
        SequenceAccess inputGradient) {
      outputGradient.pack(plan, out, y, scratch);
      rows.beginGradients();
      rows.backward(weights, x, 0, y, 0, dx, 0, plan.columns(), cells);
      write(plan, dx, in, inputGradient);
    }

    private void write(ShardPlan plan, NativeBuffer source, int width, SequenceAccess target) {
      for (int t = 0; t < plan.steps(); t++) {
        source.get((long) plan.column(t) * width, step, 0, plan.live(t) * width);
        target.writeStep(plan, t, step);
      }
      target.zeroDeadSteps(plan, scratch.zeros(width));
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
