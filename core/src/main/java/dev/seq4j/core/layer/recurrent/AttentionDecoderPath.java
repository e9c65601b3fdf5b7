package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.LayerState;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of an {@link AttentionDecoder}, forward and backward; used by one thread at a
 * time. Sequences are time-major as shapes; in memory they may lie in any order.
 */
interface AttentionDecoderPath {

  /**
   * Takes what the passes that follow compute with.
   *
   * @param parameters all, one after the other
   * @param memory {@code [steps, batch, memory features]}
   * @param live {@code [batch, steps]} in 'c' order, 1 where a step of the memory is there, else 0
   */
  void remember(INDArray parameters, INDArray memory, float[] live);

  /**
   * @param input {@code [time, batch, in]}
   * @param live {@code [batch, time]} in 'c' order, 1 where a step is there, else 0
   * @param initial the state before the first step; null for that which the memory gives
   * @param output {@code [time, batch, units + memory features]}: receives the result
   * @param training whether {@link #backward} will follow; the state then begins with the memory's
   * @return the state after each row's last live step; the next call overwrites it
   */
  LayerState forward(
      INDArray input, float[] live, LayerState initial, INDArray output, boolean training);

  /**
   * Differentiates the last {@link #forward}, which was one of training.
   *
   * @param outputGradient {@code [time, batch, units + memory features]}
   * @param gradients of the parameters, overwritten
   * @param inputGradient {@code [time, batch, in]}, overwritten
   * @param memoryGradient {@code [steps, batch, memory features]}, overwritten
   */
  void backward(
      INDArray outputGradient, INDArray gradients, INDArray inputGradient, INDArray memoryGradient);

  /**
   * @return the weights of the last {@link #forward}, {@code [batch, time, steps]} in 'c' order
   */
  float[] weights();
}
