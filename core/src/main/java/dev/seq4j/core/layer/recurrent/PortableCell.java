package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The equations of a cell, for one time step of a whole batch, in ND4J operations.
 *
 * <p>Between {@link #forward} and {@link #backward} a step keeps one array, {@code gates} {@code
 * [batch, gateBlocks * units]}. Before the forward step it holds the input's part of the gates,
 * {@code x_t W_x + b}; after it the gates' values; after the backward step the gradients with
 * respect to what went into the gates.
 */
interface PortableCell {

  /**
   * @return how many blocks of {@code units} columns {@code gates} has
   */
  int gateBlocks();

  /**
   * @return whether the state has a {@link LayerState#cell} besides the hidden one
   */
  boolean hasCellState();

  /**
   * @param gates the input's part; becomes what the backward step needs
   * @param previous the state before the step
   * @param next receives the state after it
   * @param weights the cell's parameters
   */
  void forward(INDArray gates, LayerState previous, LayerState next, CellWeights weights);

  /**
   * @param gates as the forward step left them; becomes the gradient with respect to them
   * @param previous the state before the step
   * @param next the state after it
   * @param gradient with respect to the state after the step; becomes that before it
   * @param weights the cell's parameters
   * @param gradients receives, added, the gradient with respect to the recurrent weights
   */
  void backward(
      INDArray gates,
      LayerState previous,
      LayerState next,
      LayerState gradient,
      CellWeights weights,
      CellWeights gradients);

  /**
   * @return columns {@code [from * units, to * units)} of a matrix, as a view
   */
  static INDArray blocks(INDArray matrix, int from, int to, long units) {
    return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from * units, to * units));
  }

  /**
   * @return the derivative of the sigmoid, {@code s (1 - s)}, at the value s
   */
  static INDArray sigmoidDerivative(INDArray value) {
    return value.rsub(1).muli(value);
  }

  /**
   * @return the derivative of tanh, {@code 1 - t^2}, at the value t
   */
  static INDArray tanhDerivative(INDArray value) {
    return value.mul(value).rsubi(1);
  }
}
