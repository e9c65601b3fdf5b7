package dev.seq4j.core.layer.attention;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of a {@link FeedForward}, forward and backward; used by one thread at a time.
 * Sequences are {@code [time, batch, features]} in any order in memory.
 */
interface FeedForwardPath {

  /**
   * A pass of training, with dropout.
   *
   * @param parameters all, one after the other
   * @param input what goes in
   * @param live {@code [batch, time]} in 'c' order, 1 where a step is there, else 0
   * @param output receives the result, zero where no step is
   * @param seed says what is dropped
   */
  void forward(INDArray parameters, INDArray input, float[] live, INDArray output, long seed);

  /**
   * A pass without dropout, after which nothing can be differentiated.
   *
   * @param parameters all, one after the other
   * @param input what goes in
   * @param live as in {@link #forward}
   * @param output receives the result, zero where no step is
   */
  void infer(INDArray parameters, INDArray input, float[] live, INDArray output);

  /**
   * Differentiates the last {@link #forward}.
   *
   * @param parameters all, one after the other
   * @param outputGradient of the output
   * @param gradients of the parameters, overwritten
   * @param inputGradient overwritten
   */
  void backward(
      INDArray parameters, INDArray outputGradient, INDArray gradients, INDArray inputGradient);
}
