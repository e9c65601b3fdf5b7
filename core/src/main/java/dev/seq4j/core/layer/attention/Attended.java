package dev.seq4j.core.layer.attention;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a layer that attends gets.
 *
 * @param input {@code [time, batch, features]} in any order in memory
 * @param live {@code [batch, time]} in 'c' order, 1 where a step is there, else 0
 * @param memory {@code [steps, batch, features]} with steps and features of its own: what the input
 *     attends to, or null if to itself
 * @param memoryLive as {@code live}, for the memory; or null
 */
record Attended(INDArray input, float[] live, INDArray memory, float[] memoryLive) {

  Attended(INDArray input, float[] live) {
    this(input, live, null, null);
  }

  long batch() {
    return input.size(1);
  }

  long time() {
    return input.size(0);
  }
}
