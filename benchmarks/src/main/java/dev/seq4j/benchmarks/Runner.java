package dev.seq4j.benchmarks;

import dev.seq4j.benchmarks.harness.Alternation;
import dev.seq4j.benchmarks.harness.Case;
import dev.seq4j.benchmarks.harness.Contender;
import dev.seq4j.benchmarks.harness.Group;
import dev.seq4j.benchmarks.harness.Peer;
import dev.seq4j.benchmarks.harness.PeerProcess;
import dev.seq4j.benchmarks.harness.Row;
import dev.seq4j.benchmarks.harness.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs groups, case after case, and starts a peer's process when the first case needs it. */
final class Runner implements AutoCloseable {

  private final Schedule schedule;
  private final Consumer<Row> results;
  private final Consumer<String> progress;
  private final Map<String, PeerProcess> processes = new HashMap<>(); // by the peer's name

  /**
   * @param results gets each row as soon as it is there
   * @param progress gets lines that say what is going on
   */
  Runner(Schedule schedule, Consumer<Row> results, Consumer<String> progress) {
    this.schedule = schedule;
    this.results = results;
    this.progress = progress;
  }

  List<Row> run(Group group) {
    List<Row> rows = new ArrayList<>();
    for (Case one : group.cases()) {
      progress.accept("%s %s ...".formatted(group.name(), one.name()));
      rows.addAll(run(group, one));
    }
    return rows;
  }

  private List<Row> run(Group group, Case one) {
    double[] medians;
    try (Alternation alternation = new Alternation(schedule)) {
      alternation.add(Contender.here(one.ours()));
      for (Peer peer : one.peers()) {
        alternation.add(
            peer.ownProcess()
                ? PeerMain.open(processOf(peer), one, peer)
                : Contender.here(peer.workload()));
      }
      medians = alternation.medians();
    }
    System.gc(); // ND4J frees what lies outside the heap after a collection
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < one.peers().size(); i++) {
      Peer peer = one.peers().get(i);
      rows.add(
          new Row(
              group.name(),
              one.name(),
              one.work(),
              medians[0],
              peer.name(),
              medians[i + 1],
              peer.goal()));
    }
    rows.forEach(results);
    return rows;
  }

  private PeerProcess processOf(Peer peer) {
    return processes.computeIfAbsent(peer.name(), name -> PeerMain.start());
  }

  @Override
  public void close() {
    processes.values().forEach(PeerProcess::close);
  }
}
