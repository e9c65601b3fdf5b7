package dev.seq4j.benchmarks.harness;

import java.util.Locale;
import java.util.Optional;

/**
 * A result: one case against one peer.
 *
 * @param group of the case
 * @param name of the case
 * @param work what one time is the time of
 * @param ours median in milliseconds
 * @param peer its name
 * @param theirs the peer's median in milliseconds
 * @param goal what was to be reached, if there is a goal
 */
public record Row(
    String group,
    String name,
    String work,
    double ours,
    String peer,
    double theirs,
    Optional<Goal> goal) {

  /** The names of what {@link #csv} gives. */
  public static final String CSV_HEADER = "group,case,ours_ms,peer,peer_ms,ratio";

  /**
   * @return our time divided by the peer's
   */
  public double ratio() {
    return ours / theirs;
  }

  /**
   * @return whether the goal is reached; empty without a goal
   */
  public Optional<Boolean> reached() {
    return goal.map(wanted -> wanted.reachedBy(this));
  }

  /**
   * @return a line without its end
   */
  public String csv() {
    return String.format(
        Locale.ROOT, "%s,%s,%.2f,%s,%.2f,%.3f", group, name, ours, peer, theirs, ratio());
  }
}
