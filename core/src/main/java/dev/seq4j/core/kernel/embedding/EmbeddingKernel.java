package dev.seq4j.core.kernel.embedding;

import dev.seq4j.core.kernel.FloatScratch;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.MovablePointer;
import dev.seq4j.core.kernel.NativeBuffer;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceAccess;
import dev.seq4j.core.kernel.SequenceView;
import dev.seq4j.core.kernel.ShardPlan;
import dev.seq4j.core.kernel.ShardPlans;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.Usage;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.Pointer;

/**
 * An embedding's arithmetic on the CPU: rows of a matrix by their numbers, and the way back.
 *
 * <pre>
 *   y[b, :, t] = W[id[b, t], :]             forward
 *   dW[i, :]   = sum of dy[b, :, t] over all live b, t with id[b, t] = i
 * </pre>
 *
 * <p>A step that is not live gives zeros and has no part in the gradient. Sums are added in the
 * order of the batch, so that equal input gives equal bits.
 *
 * <p>Legend: B rows of the batch, T time steps, V rows of the matrix, F features. A kernel serves
 * one thread at a time; several kernels may be used at the same time.
 */
public final class EmbeddingKernel implements AutoCloseable {

  /** Floats to copy below which a second thread takes longer to wake than it saves. */
  private static final long WORTH_A_THREAD = 100_000;

  private final int vocabulary;
  private final int features;
  private final Shards shards;
  private final NativeMemory memory;
  private final ShardPlans plans;
  private final NativeBuffer[] packed;
  private final FloatScratch[] scratches;
  private final Usage use = new Usage("kernel");

  /**
   * @param vocabulary V, at least 1
   * @param features F, at least 1
   * @throws IllegalArgumentException if one is smaller, or the matrix does not fit in 2 GB
   */
  public EmbeddingKernel(int vocabulary, int features) {
    this(vocabulary, features, Shards.shared());
  }

  EmbeddingKernel(int vocabulary, int features, Shards shards) {
    if (vocabulary < 1 || features < 1) {
      throw new IllegalArgumentException(
          "vocabulary, features = " + vocabulary + ", " + features + ": must be at least 1");
    }
    if ((long) vocabulary * features > NativeFloats.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "vocabulary, features = "
              + vocabulary
              + ", "
              + features
              + ": the weights do not fit in 2 GB");
    }
    this.vocabulary = vocabulary;
    this.features = features;
    this.shards = shards;
    memory = new NativeMemory(this);
    int threads = shards.parallelism();
    plans = new ShardPlans(threads);
    packed = new NativeBuffer[threads];
    scratches = new FloatScratch[threads];
    for (int i = 0; i < threads; i++) {
      packed[i] = memory.newBuffer();
      scratches[i] = new FloatScratch();
    }
  }

  /**
   * Looks up.
   *
   * @param weights [V, F] in 'c' order
   * @param ids [B, T] in 'c' order; at live steps in [0, V)
   * @param live which steps are there
   * @param output [B, F, T], written at every step
   * @throws IllegalArgumentException if a size does not fit or an id is none; nothing has been
   *     written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void forward(NativeFloats weights, int[] ids, LiveSteps live, SequenceView output) {
    use.begin();
    try {
      weights.requireRange("weights", 0, (long) vocabulary * features);
      output.requireWritableShape("output", live.batch(), features, live.time());
      requireIds(ids, live);
      plans.deal(live, threadsFor(live));
      FloatBuffer table = weights.buffer();
      SequenceAccess access = new SequenceAccess(output, live, features);
      shards.run(plans.used(), shard -> lookUp(shard, table, ids, live, access));
    } finally {
      use.end();
    }
  }

  private void lookUp(
      int shard, FloatBuffer table, int[] ids, LiveSteps live, SequenceAccess output) {
    ShardPlan plan = plans.get(shard);
    FloatScratch scratch = scratches[shard];
    float[] rows = scratch.tile(plan.rows() * features);
    for (int step = 0; step < plan.steps(); step++) {
      for (int row = 0; row < plan.live(step); row++) {
        table.get(idAt(plan, row, step, ids, live) * features, rows, row * features, features);
      }
      output.writeStep(plan, step, rows);
    }
    output.zeroDeadSteps(plan, scratch.zeros(features));
  }

  /**
   * Differentiates.
   *
   * @param outputGradient [B, F, T], read at live steps only
   * @param ids those of the forward pass
   * @param live those of the forward pass
   * @param weightGradient [V, F] in 'c' order
   * @param add whether to add to what it holds; else rows that no live step names become zero
   * @throws IllegalArgumentException if a size does not fit or an id is none; nothing has been
   *     written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void backward(
      SequenceView outputGradient,
      int[] ids,
      LiveSteps live,
      NativeFloats weightGradient,
      boolean add) {
    use.begin();
    try {
      weightGradient.requireRange("weight gradient", 0, (long) vocabulary * features);
      outputGradient.requireShape("output gradient", live.batch(), features, live.time());
      requireIds(ids, live);
      int threads = threadsFor(live);
      plans.deal(live, threads);
      SequenceAccess access = new SequenceAccess(outputGradient, live, features);
      // Memory is cleared and read by its own threads, then each of them adds to its own rows.
      shards.run(
          threads,
          part -> {
            if (!add) {
              clear(weightGradient, part, threads);
            }
            if (part < plans.used()) {
              ShardPlan plan = plans.get(part);
              packed[part].require((long) plan.columns() * features);
              access.pack(plan, features, packed[part], scratches[part]);
            }
          });
      FloatBuffer sums = weightGradient.buffer();
      shards.run(threads, part -> add(part, threads, ids, live, sums));
    } finally {
      use.end();
    }
  }

  private void clear(NativeFloats weightGradient, int part, int parts) {
    long length = (long) vocabulary * features;
    long from = length * part / parts;
    long to = length * (part + 1) / parts;
    if (to > from) {
      MovablePointer begin = new MovablePointer();
      begin.moveTo(weightGradient.address() + Float.BYTES * from, to - from);
      Pointer.memset(begin, 0, Float.BYTES * (to - from));
    }
  }

  /** Frequent words have small numbers: neighbours go to different threads. */
  private void add(int part, int parts, int[] ids, LiveSteps live, FloatBuffer sums) {
    float[] gradient = scratches[part].tile(features);
    float[] sum = scratches[part].turned(features);
    for (int shard = 0; shard < plans.used(); shard++) {
      ShardPlan plan = plans.get(shard);
      for (int step = 0; step < plan.steps(); step++) {
        for (int row = 0; row < plan.live(step); row++) {
          int id = idAt(plan, row, step, ids, live);
          if (id % parts == part) {
            long column = plan.column(step) + row;
            packed[shard].get(column * features, gradient, 0, features);
            sums.get(id * features, sum, 0, features);
            plus(sum, gradient, features);
            sums.put(id * features, sum, 0, features);
          }
        }
      }
    }
  }

  private static void plus(float[] sum, float[] more, int length) {
    for (int i = 0; i < length; i++) {
      sum[i] = sum[i] + more[i];
    }
  }

  private static int idAt(ShardPlan plan, int row, int step, int[] ids, LiveSteps live) {
    int batchRow = plan.batchRow(row);
    return ids[batchRow * live.time() + live.step(batchRow, step)];
  }

  private void requireIds(int[] ids, LiveSteps live) {
    if (ids.length != (long) live.batch() * live.time()) {
      throw new IllegalArgumentException(
          "ids: " + ids.length + ": must be " + live.batch() + " x " + live.time());
    }
    for (int row = 0; row < live.batch(); row++) {
      for (int i = 0; i < live.length(row); i++) {
        int id = ids[row * live.time() + live.step(row, i)];
        if (id < 0 || id >= vocabulary) {
          throw new IllegalArgumentException(
              "ids["
                  + row
                  + ", "
                  + live.step(row, i)
                  + "] = "
                  + id
                  + ": must be in [0, "
                  + vocabulary
                  + ")");
        }
      }
    }
  }

  private int threadsFor(LiveSteps live) {
    long cells = 0;
    for (int row = 0; row < live.batch(); row++) {
      cells += live.length(row);
    }
    return (int) Math.min(shards.parallelism(), cells * features / WORTH_A_THREAD + 1);
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
