package dev.seq4j.core.layer.attention;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of a {@link LayerNorm}, forward and backward; used by one thread at a time. Gain
 * and bias are {@code [features]}, sequences {@code [time, batch, features]} in any order in
 * memory.
 */
interface LayerNormPath {

  /**
   * @param gain the gain
   * @param bias the bias
   * @param input what is normalized
   * @param live {@code [batch, time]} in 'c' order, 1 where a step is there, else 0
   * @param output receives the result, zero where no step is
   */
  void forward(INDArray gain, INDArray bias, INDArray input, float[] live, INDArray output);

  /**
   * Differentiates the last {@link #forward}.
   *
   * @param gain the gain
   * @param bias the bias
   * @param outputGradient of the output
   * @param gainGradient overwritten
   * @param biasGradient overwritten
   * @param inputGradient overwritten
   */
  void backward(
      INDArray gain,
      INDArray bias,
      INDArray outputGradient,
      INDArray gainGradient,
      INDArray biasGradient,
      INDArray inputGradient);
}
