/**
 * The groups of cases, with our side and Deeplearning4j's; PyTorch's is in {@code pytorch}.
 *
 * <p>A new group is a class with a method {@code group()} here and a line in {@code Groups}. Cases
 * are listed in the peers' processes, too: listing them must not touch ND4J, making a workload may.
 */
package dev.seq4j.benchmarks.cases;
