package dev.seq4j.benchmarks.harness;

import java.util.function.Supplier;

/** One side of a comparison, ready to run. */
public interface Contender extends AutoCloseable {

  /**
   * Does its work a few times.
   *
   * @param steps how often, 1 or more
   * @return what each time took, in milliseconds
   */
  double[] run(int steps);

  @Override
  void close();

  /**
   * Makes a workload and runs it here, in the calling thread.
   *
   * @param supplier makes the workload
   * @return the contender
   */
  static Contender here(Supplier<Workload> supplier) {
    Workload workload = supplier.get();
    return new Contender() {
      @Override
      public double[] run(int steps) {
        double[] milliseconds = new double[steps];
        for (int i = 0; i < steps; i++) {
          long begin = System.nanoTime();
          workload.step();
          milliseconds[i] = (System.nanoTime() - begin) / 1e6;
        }
        return milliseconds;
      }

      @Override
      public void close() {
        workload.close();
      }
    };
  }
}
