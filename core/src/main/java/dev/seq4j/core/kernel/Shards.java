package dev.seq4j.core.kernel;

import dev.seq4j.core.InvalidInputException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Runs the parts of one computation at the same time: one on the calling thread, the others on
 * daemon threads that end when they have been idle for a minute.
 *
 * <p>Several threads may call {@link #run} at once; each caller works on its own parts until none
 * is left, so that nobody waits for a busy pool.
 *
 * <p>Who has to wait looks again and again for a moment before it sleeps: between two layers there
 * is next to nothing to do, and to be woken takes longer than that.
 */
public final class Shards {

  /** System property that sets how many threads {@link #shared()} computes with. */
  public static final String THREADS_PROPERTY = "seq4j.threads";

  private static final long IDLE_SECONDS = 60;

  /** How long a thread looks for what it waits for before it sleeps. */
  private static final long WATCHING_NANOS = 200_000;

  private final int parallelism;
  private final Executor workers;

  /**
   * @param parallelism how many parts run at the same time, at least 1; with 1 the calling thread
   *     does all
   * @throws IllegalArgumentException if less than 1
   */
  public Shards(int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism = " + parallelism + ": must be at least 1");
    }
    this.parallelism = parallelism;
    this.workers = parallelism == 1 ? null : pool(parallelism - 1);
  }

  /**
   * Returns the pool of the whole program. It has as many threads as {@code -Dseq4j.threads} says,
   * or as there are processors.
   *
   * @return the pool
   * @throws InvalidInputException if the property is not a whole number from 1 on
   */
  public static Shards shared() {
    return Shared.get();
  }

  /**
   * @return how many parts run at the same time
   */
  public int parallelism() {
    return parallelism;
  }

  /**
   * Runs {@code task} for every part and returns when all have ended. What the parts wrote is
   * visible to the caller.
   *
   * @param parts how many; the task gets the numbers from 0 on
   * @param task what to do for one part
   * @throws RuntimeException or Error, the first one that a part threw; parts that had not begun by
   *     then are left out
   */
  public void run(int parts, IntConsumer task) {
    if (parts <= 1 || parallelism == 1) {
      for (int part = 0; part < parts; part++) {
        task.accept(part);
      }
      return;
    }
    Job job = new Job(parts, task);
    int helpers = Math.min(parts, parallelism) - 1;
    for (int i = 0; i < helpers; i++) {
      workers.execute(job);
    }
    job.run();
    job.await();
  }

  private static Executor pool(int threads) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new Jobs(),
            work -> {
              Thread thread = new Thread(work, "seq4j-shard-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Asks until the answer is yes, or it is time to sleep. */
  private static void watch(BooleanSupplier found) {
    long start = System.nanoTime();
    while (!found.getAsBoolean() && System.nanoTime() - start < WATCHING_NANOS) {
      Thread.onSpinWait();
    }
  }

  /** The jobs that wait for a thread. */
  private static final class Jobs extends LinkedBlockingQueue<Runnable> {

    private static final long serialVersionUID = 1L;

    @Override
    public Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
      watch(() -> !isEmpty());
      return super.poll(timeout, unit);
    }
  }

  private static final class Job implements Runnable {

    private final int parts;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final Semaphore ended = new Semaphore(0);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Job(int parts, IntConsumer task) {
      this.parts = parts;
      this.task = task;
    }

    @Override
    public void run() {
      for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
        try {
          if (failure.get() == null) {
            task.accept(part);
          }
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          ended.release();
        }
      }
    }

    void await() {
      watch(() -> ended.availablePermits() == parts);
      ended.acquireUninterruptibly(parts);
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }

  private static final class Shared {

    private static final AtomicReference<Shards> POOL = new AtomicReference<>();

    static Shards get() {
      Shards pool = POOL.get();
      if (pool == null) {
        POOL.compareAndSet(null, new Shards(threads()));
        pool = POOL.get();
      }
      return pool;
    }

    private static int threads() {
      String set = System.getProperty(THREADS_PROPERTY);
      if (set == null || set.isBlank()) {
        return Runtime.getRuntime().availableProcessors();
      }
      try {
        int threads = Integer.parseInt(set.trim());
        if (threads >= 1) {
          return threads;
        }
      } catch (NumberFormatException e) {
        throw new InvalidInputException(message(set), e);
      }
      throw new InvalidInputException(message(set));
    }

    private static String message(String set) {
      return THREADS_PROPERTY + " = " + set + ": must be a whole number from 1 on";
    }
  }
}
