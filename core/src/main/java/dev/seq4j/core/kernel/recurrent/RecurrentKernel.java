package dev.seq4j.core.kernel.recurrent;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.LiveSteps;
import dev.seq4j.core.kernel.NativeFloats;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.SequenceAccess;
import dev.seq4j.core.kernel.ShardPlan;
import dev.seq4j.core.kernel.Shards;
import dev.seq4j.core.kernel.Usage;
import java.lang.ref.Reference;

/**
 * A recurrent layer's arithmetic on the CPU, forward and backward over whole batches of sequences.
 *
 * <pre>{@code
 * try (LstmKernel lstm = new LstmKernel(in, units)) {
 *   lstm.forward(new ForwardPass(weights, LiveSteps.all(batch, time), x).withOutput(h));
 *   lstm.backward(new BackwardPass(gradients).withOutputGradient(dh).withInputGradient(dx));
 * }
 * }</pre>
 *
 * <p>The batch is split over the threads of {@link Shards}; each thread computes its rows from the
 * first step to the last without waiting for the others. A kernel keeps the buffers of the largest
 * pass so far, and of its last {@link #forward} what {@link #backward} needs. The same input on the
 * same number of threads gives the same bits.
 *
 * <p>A kernel serves one thread at a time; several kernels may be used at the same time.
 */
public abstract sealed class RecurrentKernel implements AutoCloseable
    permits LstmKernel, GruKernel, RnnKernel {

  /** Multiplications below which a second thread takes longer to wake than it saves. */
  private static final long WORTH_A_THREAD = 500_000;

  private final int in;
  private final int units;
  private final Cell cell;
  private final Shards shards;
  private final NativeMemory memory;
  private final PackedWeights weights;
  private final SequenceRun[] runs;
  private final ShardPlan[] plans;
  private final WeightGradientSum gradientSum;
  private final Usage usage = new Usage("kernel");

  private int[] sorted = new int[0];
  private int[] counts = new int[0];
  private int shardsUsed;
  private LiveSteps kept;

  RecurrentKernel(int in, int units, Cell cell, Shards shards) {
    if (in < 1) {
      throw new IllegalArgumentException("in = " + in + ": must be at least 1");
    }
    if (units < 1) {
      throw new IllegalArgumentException("units = " + units + ": must be at least 1");
    }
    long widest = (Math.max(in, units) + 1L) * cell.zGates() * units;
    if (widest > NativeFloats.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "in, units = " + in + ", " + units + ": their weights do not fit in 2 GB");
    }
    this.in = in;
    this.units = units;
    this.cell = cell;
    this.shards = shards;
    memory = new NativeMemory(this);
    weights = PackedWeights.forSequences(cell, in, units, memory);
    runs = new SequenceRun[shards.parallelism()];
    plans = new ShardPlan[runs.length];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new SequenceRun(cell, in, units, weights, memory);
      plans[i] = runs[i].plan();
    }
    gradientSum = new WeightGradientSum(cell, in, units, shards);
  }

  Cell cell() {
    return cell;
  }

  /**
   * @return features of the input
   */
  public int in() {
    return in;
  }

  /**
   * @return units of the state
   */
  public int units() {
    return units;
  }

  /**
   * @return gates of a unit: W_x is [in, gates * units], W_h [units, gates * units]
   */
  public int gates() {
    return cell.gates();
  }

  /**
   * @return floats of the bias
   */
  public int biasLength() {
    return (cell.gates() + (cell.hasRecurrentBias() ? 1 : 0)) * units;
  }

  /**
   * @return whether the state has a part besides h
   */
  public boolean hasCellState() {
    return cell.hasCellState();
  }

  /**
   * @return bytes of native memory held now
   */
  public long nativeBytes() {
    return memory.bytes();
  }

  /**
   * Computes a pass and keeps what {@link #backward} needs.
   *
   * @param pass what to read and write
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void forward(ForwardPass pass) {
    compute(pass, true);
  }

  /**
   * Computes a pass without keeping anything: for inference, in a fraction of the memory.
   *
   * @param pass what to read and write
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if the kernel is closed or used by another thread
   */
  public void infer(ForwardPass pass) {
    compute(pass, false);
  }

  private void compute(ForwardPass pass, boolean keep) {
    exclusively(
        () -> {
          pass.requireShapes(this);
          LiveSteps live = pass.live();
          requireRows(live.batch());
          kept = null;
          shardsUsed = deal(live);
          int widest = 0;
          for (int i = 0; i < shardsUsed; i++) {
            runs[i].reserve(keep);
            widest = Math.max(widest, plans[i].widestBlock());
          }
          weights.requireOnes(widest);
          weights.pack(pass.weights());
          SequenceAccess input = new SequenceAccess(pass.input(), live, in);
          SequenceAccess output =
              pass.output() == null ? null : new SequenceAccess(pass.output(), live, units);
          shards.run(shardsUsed, shard -> runs[shard].forward(pass, input, output));
          kept = keep ? live : null;
        });
  }

  /**
   * Computes the gradients of the last {@link #forward}. It may be called again for other
   * gradients.
   *
   * @param pass what to read and write
   * @throws IllegalArgumentException if a size does not fit; nothing has been written then
   * @throws IllegalStateException if there was no forward pass, or the kernel is closed or used by
   *     another thread
   */
  public void backward(BackwardPass pass) {
    exclusively(
        () -> {
          if (kept == null) {
            throw new IllegalStateException("backward: no forward pass has been kept");
          }
          pass.requireShapes(this, kept);
          SequenceAccess outputGradient =
              pass.outputGradient() == null
                  ? null
                  : new SequenceAccess(pass.outputGradient(), kept, units);
          SequenceAccess dx =
              pass.inputGradient() == null
                  ? null
                  : new SequenceAccess(pass.inputGradient(), kept, in);
          for (int i = 0; i < shardsUsed; i++) {
            runs[i].reserveBackward(outputGradient, dx);
          }
          shards.run(shardsUsed, shard -> runs[shard].backward(pass, outputGradient, dx));
          gradientSum.add(runs, shardsUsed, pass.weightGradients(), pass.accumulate());
        });
  }

  /**
   * Begins generation step by step.
   *
   * @param stepWeights the parameters, copied
   * @param batch rows computed at once, at least 1
   * @return a stepper from a zero state, with buffers of its own
   */
  public Stepper stepper(RecurrentWeights stepWeights, int batch) {
    return new Stepper(this, cell, stepWeights, batch);
  }

  private int deal(LiveSteps live) {
    int batch = live.batch();
    if (sorted.length < batch) {
      sorted = new int[batch + batch / 4];
    }
    if (counts.length < live.time() + 2) {
      counts = new int[live.time() + live.time() / 4 + 2];
    }
    long cells = 0;
    for (int row = 0; row < batch; row++) {
      cells += live.length(row);
    }
    long threads = cells * (in + units) * cell.gates() * units / WORTH_A_THREAD + 1;
    int count = (int) Math.min(Math.min(threads, runs.length), Math.max(1, batch));
    ShardPlan.deal(live, sorted, counts, plans, count);
    return count;
  }

  private void requireRows(int batch) {
    if ((long) batch * Math.max(in, units) > NativeFloats.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "batch = " + batch + ": one step of it does not fit in 2 GB");
    }
  }

  private void exclusively(Runnable pass) {
    usage.begin();
    try {
      Blas.Session session = Blas.singleThreaded();
      try {
        pass.run();
      } finally {
        session.close();
      }
    } finally {
      usage.end();
      // Or the cleaner could free the memory of a pass whose kernel nobody will use again.
      Reference.reachabilityFence(this);
    }
  }

  /** Frees the native memory. The kernel cannot be used any more. */
  @Override
  public void close() {
    if (usage.close()) {
      memory.close();
    }
  }
}
