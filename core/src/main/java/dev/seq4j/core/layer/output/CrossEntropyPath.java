package dev.seq4j.core.layer.output;

import dev.seq4j.core.layer.StepIntegers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of a {@link SequenceOutput}, forward and backward; used by one thread at a time.
 *
 * <p>Weights are {@code [in, classes]} and lie in 'f' order, the bias {@code [classes]} is null if
 * there is none. Sequences are time-major as shapes; in memory they may lie in any order.
 */
interface CrossEntropyPath {

  /**
   * @param weights the projection's
   * @param bias the projection's
   * @param input {@code [time, batch, in]}
   * @param mask {@code [batch, time]} in 'c' order, 1 where a step counts, else 0
   * @param output {@code [time, batch, classes]}: receives the probabilities, zero where the mask
   *     is
   */
  void probabilities(
      INDArray weights, INDArray bias, INDArray input, float[] mask, INDArray output);

  /**
   * @param weights the projection's
   * @param bias the projection's
   * @param input {@code [time, batch, in]}
   * @param labels classes and how much they count
   * @return for each row of the batch the sum of its steps' losses
   */
  double[] losses(INDArray weights, INDArray bias, INDArray input, StepIntegers labels);

  /**
   * As {@link #losses}, and differentiates their sum.
   *
   * @param weights the projection's
   * @param bias the projection's
   * @param input {@code [time, batch, in]}
   * @param labels classes and how much they count
   * @param weightGradient laid out as the weights, overwritten
   * @param biasGradient laid out as the bias, overwritten
   * @param inputGradient {@code [time, batch, in]}, overwritten
   * @return for each row of the batch the sum of its steps' losses
   */
  double[] gradients(
      INDArray weights,
      INDArray bias,
      INDArray input,
      StepIntegers labels,
      INDArray weightGradient,
      INDArray biasGradient,
      INDArray inputGradient);
}
