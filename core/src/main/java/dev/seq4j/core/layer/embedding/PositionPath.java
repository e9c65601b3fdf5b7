package dev.seq4j.core.layer.embedding;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of layers of positions; used by one thread at a time. Sequences are {@code [time,
 * batch, features]} in any order in memory; positions are {@code [batch, time]} in 'c' order, and
 * so is {@code live}, 1 where a step is there, else 0.
 */
interface PositionPath {

  /**
   * @param table {@code [positions, features]} in 'c' order
   * @param positions of the steps
   * @param live which steps are there
   * @param input what is added to
   * @param output receives the sum, zero where no step is
   */
  void forward(INDArray table, int[] positions, float[] live, INDArray input, INDArray output);

  /**
   * @param outputGradient of the output
   * @param positions those of the forward pass
   * @param live those of the forward pass
   * @param tableGradient {@code [positions, features]} in 'c' order, overwritten; or null
   * @param inputGradient overwritten
   */
  void backward(
      INDArray outputGradient,
      int[] positions,
      float[] live,
      INDArray tableGradient,
      INDArray inputGradient);
}
