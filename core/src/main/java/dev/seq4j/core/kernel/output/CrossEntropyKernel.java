package dev.seq4j.core.kernel.output;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.FloatLoops;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.ShardPlans;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.Usage;
import java.nio.FloatBuffer;

/**
 * Projection, softmax and cross-entropy as one, on the CPU, forward and backward.
 *
 * <pre>
 *   z = W x + b,   p = softmax(z)                              one step of one row
 *   q = (1 - e) onehot(y) + e / C                              e is the label smoothing
 *   loss = -w sum(q log p),   dz = w (p - q)                   w is the step's weight
 *   dW = sum of dz x^T,   db = sum of dz,   dx = W^T dz
 * </pre>
 *
 * <p>The rows of the batch are dealt to the threads of {@link Shards}, which compute logits slice
 * by slice, overwrite them with their gradients, and after each slice share the weight gradient out
 * by classes. So the memory needed is that of the input and of some 16 megabytes a thread, whose
 * products then are at full speed, however many steps there are; beyond 65,536 classes it grows
 * with them, and 64 steps' logits are made at a time. Steps that are not live cost nothing. The
 * same input on the same number of threads gives the same bits.
 *
 * <p>Legend: B rows of the batch, T time steps, F features, C classes. A kernel serves one thread
 * at a time; several kernels may be used at the same time.
 */
public final class CrossEntropyKernel implements AutoCloseable {

  /** Multiplications below which a second thread takes longer to wake than it saves. */
  private static final long WORTH_A_THREAD = 500_000;

  private final int features;
  private final int classes;
  private final Shards shards;
  private final NativeMemory memory;
  private final ShardPlans plans;
  private final CrossEntropyRun[] runs;
  private final Usage use = new Usage("kernel");

  /**
   * @param features F, at least 1
   * @param classes C, at least 1
   * @param labelSmoothing e, in [0, 1)
   * @throws IllegalArgumentException if one is outside, or the weights do not fit in 2 GB
   */
  public CrossEntropyKernel(int features, int classes, double labelSmoothing) {
    this(features, classes, labelSmoothing, Shards.shared());
  }

  CrossEntropyKernel(int features, int classes, double labelSmoothing, Shards shards) {
    if (features < 1 || classes < 1) {
      throw new IllegalArgumentException(
          "features, classes = " + features + ", " + classes + ": must be at least 1");
    }
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "labelSmoothing = " + labelSmoothing + ": must be in [0, 1)");
    }
    if ((long) features * classes > NativeFloats.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "features, classes = " + features + ", " + classes + ": the weights exceed 2 GB");
    }
    this.features = features;
    this.classes = classes;
    this.shards = shards;
    memory = new NativeMemory(this);
    plans = new ShardPlans(shards.parallelism());
    runs = new CrossEntropyRun[shards.parallelism()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new CrossEntropyRun(features, classes, labelSmoothing, memory);
    }
  }

  /**
   * Computes p.
   *
   * @param weights [C, F] in 'c' order
   * @param bias [C], or null for none
   * @param input [B, F, T], read at live steps only
   * @param live which steps are there
   * @param output [B, C, T]: receives p, zero where a step is not live
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void probabilities(
      NativeFloats weights,
      NativeFloats bias,
      SequenceView input,
      LiveSteps live,
      SequenceView output) {
    int cells = Math.multiplyExact(live.batch(), live.time());
    CrossEntropyPass pass =
        new CrossEntropyPass(weights, bias, input, live, new int[cells], new float[cells]);
    use.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      output.requireWritableShape("output", live.batch(), classes, live.time());
      deal(pass);
      shards.run(
          plans.used(),
          shard -> {
            CrossEntropyRun run = runs[shard];
            run.begin(plans.get(shard), pass, false);
            for (int slice = 0; slice < run.slices(); slice++) {
              run.probabilities(slice, output);
            }
            run.zeroDeadSteps(output, classes);
          });
    } finally {
      session.close();
      use.end();
    }
  }

  /**
   * Computes the losses.
   *
   * @param pass what to read
   * @return [B], for each row the sum over its live steps
   * @throws IllegalArgumentException if a size does not fit or a label is none
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public double[] losses(CrossEntropyPass pass) {
    use.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      deal(pass);
      double[] losses = new double[pass.live().batch()]; // no two shards have the same row
      shards.run(
          plans.used(),
          shard -> {
            CrossEntropyRun run = runs[shard];
            run.begin(plans.get(shard), pass, false);
            for (int slice = 0; slice < run.slices(); slice++) {
              run.losses(slice, losses, false, null);
            }
          });
      return losses;
    } finally {
      session.close();
      use.end();
    }
  }

  /**
   * Computes the losses and the gradients of their sum.
   *
   * @param pass what to read
   * @param weightGradient [C, F] in 'c' order, overwritten
   * @param biasGradient [C], overwritten; null if there is no bias
   * @param inputGradient [B, F, T], overwritten: zero where a step is not live
   * @return [B], for each row the sum over its live steps
   * @throws IllegalArgumentException if a size does not fit or a label is none; nothing has been
   *     written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public double[] gradients(
      CrossEntropyPass pass,
      NativeFloats weightGradient,
      NativeFloats biasGradient,
      SequenceView inputGradient) {
    use.begin();
    Blas.Session session = Blas.singleThreaded();
    try {
      weightGradient.requireRange("weight gradient", 0, (long) classes * features);
      if (biasGradient != null) {
        biasGradient.requireRange("bias gradient", 0, classes);
      }
      LiveSteps live = pass.live();
      inputGradient.requireWritableShape("input gradient", live.batch(), features, live.time());
      deal(pass);
      double[] losses = new double[live.batch()]; // no two shards have the same row
      shards.run(
          plans.used(),
          shard -> {
            runs[shard].begin(plans.get(shard), pass, true);
            runs[shard].zeroDeadSteps(inputGradient, features);
          });
      int slices = 0;
      for (int i = 0; i < plans.used(); i++) {
        slices = Math.max(slices, runs[i].slices());
      }
      for (int i = 0; i < slices; i++) {
        int slice = i;
        shards.run(plans.used(), shard -> runs[shard].losses(slice, losses, true, inputGradient));
        shards.run(plans.used(), part -> addWeightGradients(slice, part, weightGradient));
      }
      if (slices == 0) {
        zero(weightGradient.buffer(), (long) classes * features);
      }
      if (biasGradient != null) {
        sumBiasGradients(biasGradient.buffer());
      }
      return losses;
    } finally {
      session.close();
      use.end();
    }
  }

  /** One thread's share of the classes, for the rows of all shards. */
  private void addWeightGradients(int slice, int part, NativeFloats target) {
    int from = (int) ((long) classes * part / plans.used());
    int to = (int) ((long) classes * (part + 1) / plans.used());
    boolean first = slice == 0;
    for (int shard = 0; shard < plans.used() && from < to; shard++) {
      if (runs[shard].rowsOf(slice) > 0) {
        runs[shard].addWeightGradient(slice, from, to, first ? 0f : 1f, target);
        first = false;
      }
    }
  }

  private void sumBiasGradients(FloatBuffer target) {
    float[] sum = runs[0].biasGradient();
    for (int i = 1; i < plans.used(); i++) {
      FloatLoops.plus(sum, runs[i].biasGradient(), classes);
    }
    target.put(0, sum, 0, classes);
  }

  private static void zero(FloatBuffer target, long length) {
    float[] zeros = new float[(int) Math.min(length, 1 << 12)];
    for (long at = 0; at < length; at += zeros.length) {
      target.put((int) at, zeros, 0, (int) Math.min(zeros.length, length - at));
    }
  }

  private void deal(CrossEntropyPass pass) {
    pass.requireShapes(features, classes);
    long cells = 0;
    for (int row = 0; row < pass.live().batch(); row++) {
      cells += pass.live().length(row);
    }
    long threads = cells * features * classes / WORTH_A_THREAD + 1;
    plans.deal(pass.live(), (int) Math.min(threads, runs.length));
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
