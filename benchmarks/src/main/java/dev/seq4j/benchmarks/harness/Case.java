package dev.seq4j.benchmarks.harness;

import java.util.List;
import java.util.NoSuchElementException;
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
   * @param peer a peer's name
   * @return that peer
   * @throws NoSuchElementException if there is none
   */
  public Peer peerNamed(String peer) {
    return peers.stream().filter(one -> one.name().equals(peer)).findFirst().orElseThrow();
  }
}
