package dev.seq4j.benchmarks.harness;

import java.util.List;

/**
 * Cases that are run together.
 *
 * @param name as it is given on the command line
 * @param about one sentence for the page of results
 * @param cases in the order in which they run
 */
public record Group(String name, String about, List<Case> cases) {}
