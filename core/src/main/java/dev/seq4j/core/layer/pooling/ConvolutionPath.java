package dev.seq4j.core.layer.pooling;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of a convolution with its maximum over time, forward and backward; used by one
 * thread at a time.
 */
interface ConvolutionPath {

  /**
   * @param weights all of them, as a row
   * @param bias as a row
   * @param input {@code [time, batch, in]} in any order in memory
   * @param ones 1 for each step that is there, {@code [batch, time]} in 'c' order
   * @param output {@code [batch, maps]} in 'c' order: receives the maxima, before the activation
   */
  void forward(INDArray weights, INDArray bias, INDArray input, float[] ones, INDArray output);

  /**
   * Differentiates the last forward pass.
   *
   * @param weights those of the forward pass
   * @param input that of the forward pass
   * @param outputGradient {@code [batch, maps]}
   * @param weightGradient overwritten
   * @param biasGradient overwritten
   * @param inputGradient {@code [time, batch, in]} in 'c' order, overwritten
   */
  void backward(
      INDArray weights,
      INDArray input,
      INDArray outputGradient,
      INDArray weightGradient,
      INDArray biasGradient,
      INDArray inputGradient);
}
