package dev.seq4j.benchmarks.harness;

import java.util.List;
import java.util.function.Supplier;

/**
 * The same work on all sides.
 *
 * @param name short, without commas and spaces, its own among all cases
 * @param work what one time is the time of
 * @param ours makes our work
 * @param peers what it is compared with, one or more
 */
public record Case(String name, String work, Supplier<Workload> ours, List<Peer> peers) {

  /**
   * @return the peer that runs in a process of its own
   */
  public Peer peerInOwnProcess() {
    return peers.stream()
        .filter(Peer::ownProcess)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + ": runs in one process"));
  }
}
