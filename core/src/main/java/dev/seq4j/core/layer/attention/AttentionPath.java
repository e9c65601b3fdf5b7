package dev.seq4j.core.layer.attention;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of a layer that attends, forward and backward; used by one thread at a time.
 * Parameters are one vector in 'c' order, in which they lie one after the other.
 */
interface AttentionPath {

  /**
   * @param parameters all of the layer's
   * @param attended what to read
   * @param output {@code [time, batch, out]}: receives the result, zero where no step is
   * @param training whether there is dropout, and {@link #backward} may follow
   * @param seed says what is dropped
   */
  void forward(
      INDArray parameters, Attended attended, INDArray output, boolean training, long seed);

  /**
   * Differentiates the last {@link #forward}, which was one of training, once.
   *
   * @param parameters those of the forward pass
   * @param outputGradient {@code [time, batch, out]}
   * @param gradients of the parameters, overwritten
   * @param inputGradient {@code [time, batch, in]}, overwritten
   * @param memoryGradient {@code [steps, batch, memoryIn]}, overwritten; null without a memory
   */
  void backward(
      INDArray parameters,
      INDArray outputGradient,
      INDArray gradients,
      INDArray inputGradient,
      INDArray memoryGradient);

  /**
   * Computes how much each step looks at each other one, without dropout.
   *
   * @param parameters all of the layer's
   * @param attended what to read
   * @param toMemory whether those are wanted that look at the memory, where there are both
   * @return {@code [batch, heads, time, keys]}, zero where one of them is padding
   */
  INDArray weights(INDArray parameters, Attended attended, boolean toMemory);
}
