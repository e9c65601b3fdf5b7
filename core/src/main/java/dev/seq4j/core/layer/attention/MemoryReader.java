package dev.seq4j.core.layer.attention;

import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer at work that reads a memory, the states of an encoder, beside its input.
 *
 * <p>In training a {@link MemoryVertex} hands it the memory. To decode step by step, the encoder
 * runs once and the layer is given its states; then each step needs the new input alone:
 *
 * <pre>{@code
 * MemoryReader decoder = (MemoryReader) graph.getLayer("decoder");
 * decoder.rnnClearPreviousState();
 * decoder.setMemory(states, mask);
 * INDArray output = decoder.rnnTimeStep(input, LayerWorkspaceMgr.noWorkspaces());
 * }</pre>
 *
 * <p>{@code rnnGetPreviousState} and {@code rnnSetPreviousState} take the state out and put it
 * back, one row of each array for a row of the batch, so that a beam search can choose rows; the
 * memory must have as many rows.
 */
public interface MemoryReader extends RecurrentLayer {

  /**
   * Sets what is read until another memory is set or the layer is cleared. What is computed from
   * the memory alone is computed once.
   *
   * @param memory {@code [batch, features, steps]}; must stay as it is as long as it is used
   * @param mask {@code [batch, steps]}, 0 where no step is; null if all are there
   */
  void setMemory(INDArray memory, INDArray mask);

  /**
   * Sets the mask of a memory that is set later.
   *
   * @param mask {@code [batch, steps]}, 0 where no step is; null if all are there
   */
  void setMemoryMask(INDArray mask);

  /**
   * @return the mask of the memory, or null
   */
  INDArray getMemoryMask();

  /**
   * @return the gradient with respect to the memory, {@code [batch, features, steps]}, of the last
   *     {@code backpropGradient}
   */
  INDArray memoryGradient();
}
