package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arithmetic of one recurrent layer over a batch of sequences, forward and backward.
 *
 * <p>Sequences are time-major here, {@code [time, batch, features]}, as shapes: in memory they may
 * lie in any order. A path holds the buffers of one layer and remembers its last forward pass;
 * {@link #backward} belongs to that one. It is used by one thread at a time.
 */
interface RecurrentPath {

  /**
   * Runs the cell along each sequence, from the last step to the first if the path was made so.
   *
   * @param weights the cell's parameters
   * @param input {@code [time, batch, in]}
   * @param mask {@code [time, batch]}, where 0 means that the step is skipped; or null
   * @param initial the state before the first step, or null for zeros
   * @param output {@code [time, batch, units]}: receives the hidden state after each step, zero
   *     where the mask is; or null if only the final state is wanted
   * @param training whether {@link #backward} will follow
   * @param workspaces where temporary arrays live
   * @return the state after the last step, valid until the next call
   */
  LayerState forward(
      CellWeights weights,
      INDArray input,
      INDArray mask,
      LayerState initial,
      INDArray output,
      boolean training,
      LayerWorkspaceMgr workspaces);

  /**
   * Differentiates the last forward pass, which was told that it is one of training.
   *
   * @param weights the parameters of the forward pass
   * @param outputGradient {@code [time, batch, units]}, or null for zeros
   * @param finalGradient with respect to the state after the last step, or null for zeros; a null
   *     {@link LayerState#cell} is zeros, too
   * @param gradients receives the gradients with respect to the parameters
   * @param inputGradient {@code [time, batch, in]}: receives the gradient with respect to the input
   * @param workspaces where temporary arrays live
   * @return the gradient with respect to the initial state, valid until the next call
   */
  LayerState backward(
      CellWeights weights,
      INDArray outputGradient,
      LayerState finalGradient,
      CellWeights gradients,
      INDArray inputGradient,
      LayerWorkspaceMgr workspaces);
}
