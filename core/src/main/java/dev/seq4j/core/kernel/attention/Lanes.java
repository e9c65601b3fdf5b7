package dev.seq4j.core.kernel.attention;

import dev.seq4j.core.kernel.Blas;
import dev.seq4j.core.kernel.NativeMemory;
import dev.seq4j.core.kernel.Shards;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a kernel whose work falls into many tasks: each thread is a lane with memory of
 * its own and takes the next task until none is left, so that a thread which is held up does less.
 *
 * <p>A task writes what no other task writes; which lane runs it changes no bit.
 */
public final class Lanes {

  /** Floating-point operations for which it pays to wake a further thread: about 50 us. */
  private static final double WORTH_A_THREAD = 4e6;

  /**
   * Tokens of a chunk: what one layer leaves the next one finds in the cache, unless BLAS copies
   * weights at each product, which pays for many tokens only.
   */
  static final int MOST_TOKENS = Blas.multipliesInPlace() ? 128 : 1024;

  private final Shards shards;
  private final Lane[] lanes;
  private int used = 1;

  /** One task. */
  interface Task {
    void run(Lane lane, int task);
  }

  /** One chunk of tokens. */
  interface Chunk {

    /** Nothing is to be done. */
    Chunk NOTHING = (lane, chunk, from, to) -> {};

    void run(Lane lane, int chunk, int from, int to);
  }

  public Lanes(Shards shards, NativeMemory memory) {
    this.shards = shards;
    lanes = new Lane[shards.parallelism()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane(memory);
    }
  }

  /**
   * Says how much there is to do from now on.
   *
   * @param operations floating-point operations of the pass
   */
  public void use(double operations) {
    used = (int) Math.min(lanes.length, 1 + operations / WORTH_A_THREAD);
  }

  /** Returns how many threads work at the same time. */
  int used() {
    return used;
  }

  /** Returns the most threads there can be. */
  int most() {
    return lanes.length;
  }

  /** Runs all tasks, the first ones first, and returns when they are done. */
  void each(int tasks, Task task) {
    AtomicInteger next = new AtomicInteger();
    shards.run(
        Math.min(tasks, used),
        number -> {
          Lane lane = lanes[number];
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            task.run(lane, i);
          }
        });
  }

  /** Returns how many chunks these tokens make. */
  int chunks(int tokens) {
    int size = chunkSize(tokens);
    return (tokens + size - 1) / size;
  }

  /** Runs all chunks of tokens and returns when they are done. */
  void eachChunk(int tokens, Chunk chunk) {
    each(chunks(tokens), task(tokens, chunk));
  }

  /** Returns a task for each of the {@link #chunks}. */
  Task task(int tokens, Chunk chunk) {
    int size = chunkSize(tokens);
    return (lane, i) -> chunk.run(lane, i, i * size, Math.min(tokens, (i + 1) * size));
  }

  /** As few chunks as can be, and as many for each lane. */
  private int chunkSize(int tokens) {
    int ofLane = Math.max(1, (tokens + used - 1) / used);
    int chunks = (ofLane + MOST_TOKENS - 1) / MOST_TOKENS;
    return (ofLane + chunks - 1) / chunks;
  }
}
