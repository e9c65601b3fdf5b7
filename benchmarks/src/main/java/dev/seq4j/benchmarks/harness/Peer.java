package dev.seq4j.benchmarks.harness;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What Seq4j is compared with.
 *
 * @param name as it stands in the table
 * @param ownProcess whether it runs in a process of its own, where it meets neither our memory nor
 *     our native libraries
 * @param goal what the comparison is to reach, if there is a goal
 * @param workload makes its work
 */
public record Peer(
    String name, boolean ownProcess, Optional<Goal> goal, Supplier<Workload> workload) {

  /**
   * @param workload makes the work, in that process
   * @return PyTorch by way of DJL, without a goal
   */
  public static Peer pyTorch(Supplier<Workload> workload) {
    return new Peer("DJL/PyTorch", true, Optional.empty(), workload);
  }

  /**
   * @param workload makes the work, in that process
   * @return Deeplearning4j with its own layers, without a goal
   */
  public static Peer deeplearning4j(Supplier<Workload> workload) {
    return new Peer("Deeplearning4j", true, Optional.empty(), workload);
  }

  /**
   * @param what to reach
   * @return the same with a goal
   */
  public Peer withGoal(Goal what) {
    return new Peer(name, ownProcess, Optional.of(what), workload);
  }
}
