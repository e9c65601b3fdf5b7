package dev.seq4j.core.layer.pooling;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of pooling over time, forward and backward; used by one thread at a time. */
interface PoolingPath {

  /**
   * @param input {@code [time, batch, features]} in any order in memory
   * @param ones 1 for each step that is there, {@code [batch, time]} in 'c' order
   * @param output {@code [batch, features]} in 'c' order: receives what is taken of the steps
   */
  void forward(INDArray input, float[] ones, INDArray output);

  /**
   * Differentiates the last forward pass.
   *
   * @param input that of the forward pass
   * @param outputGradient {@code [batch, features]}
   * @param inputGradient {@code [time, batch, features]} in 'c' order, overwritten
   */
  void backward(INDArray input, INDArray outputGradient, INDArray inputGradient);
}
