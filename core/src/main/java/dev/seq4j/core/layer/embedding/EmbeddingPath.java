package dev.seq4j.core.layer.embedding;

import dev.seq4j.core.layer.StepIntegers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arithmetic of an embedding, forward and backward; used by one thread at a time. */
interface EmbeddingPath {

  /**
   * @param weights {@code [vocabulary, size]} in 'c' order
   * @param ids which rows; weight 0 means none
   * @param output {@code [time, batch, size]}: receives the rows, zero where there is none
   */
  void forward(INDArray weights, StepIntegers ids, INDArray output);

  /**
   * @param outputGradient {@code [time, batch, size]} in any order in memory
   * @param ids those of the forward pass
   * @param weightGradient {@code [vocabulary, size]} in 'c' order
   * @param add whether to add to what it holds, not overwrite it
   */
  void backward(INDArray outputGradient, StepIntegers ids, INDArray weightGradient, boolean add);
}
