/**
 * How time is taken; knows nothing of networks.
 *
 * <p>A {@link dev.seq4j.benchmarks.harness.Group} has {@link dev.seq4j.benchmarks.harness.Case}s. A
 * case makes our {@link dev.seq4j.benchmarks.harness.Workload} and those of its {@link
 * dev.seq4j.benchmarks.harness.Peer}s; each becomes a {@link
 * dev.seq4j.benchmarks.harness.Contender}, here or, by {@link
 * dev.seq4j.benchmarks.harness.PeerProcess}, in a process of its own. An {@link
 * dev.seq4j.benchmarks.harness.Alternation} lets them take turns as a {@link
 * dev.seq4j.benchmarks.harness.Schedule} says; {@link dev.seq4j.benchmarks.harness.Row}s come out.
 */
package dev.seq4j.benchmarks.harness;
