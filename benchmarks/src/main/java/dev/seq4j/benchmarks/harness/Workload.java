package dev.seq4j.benchmarks.harness;

/** Work that is done again and again while its time is taken: a training step, a text written. */
@FunctionalInterface
public interface Workload extends AutoCloseable {

  /** Does the work once. */
  void step();

  /** Frees what it holds. */
  @Override
  default void close() {}
}
