package dev.seq4j.core.layer.attention;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of an {@link AdditiveAttentionPooling}, forward and backward; used by one thread
 * at a time.
 */
interface AttentionPoolingPath {

  /**
   * @param parameters all, one after the other
   * @param input {@code [time, batch, features]} in any order in memory
   * @param live {@code [batch, time]} in 'c' order, 1 where a step is there, else 0
   * @param output {@code [batch, features]}: receives the result
   */
  void forward(INDArray parameters, INDArray input, float[] live, INDArray output);

  /**
   * Differentiates the last {@link #forward}.
   *
   * @param parameters those of the forward pass
   * @param outputGradient {@code [batch, features]}
   * @param gradients of the parameters, overwritten
   * @param inputGradient {@code [time, batch, features]}, overwritten
   */
  void backward(
      INDArray parameters, INDArray outputGradient, INDArray gradients, INDArray inputGradient);

  /**
   * @return the weights of the last {@link #forward}, {@code [batch, time]} in 'c' order
   */
  float[] weights();
}
