package dev.seq4j.core.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a cell, or the gradients with respect to them. The gates' columns lie side by
 * side, in the order that the layer's configuration class names.
 *
 * @param input {@code W_x} {@code [in, gates * units]}
 * @param recurrent {@code W_h} {@code [units, gates * units]}
 * @param bias {@code b} {@code [gates * units]}, and {@code units} more for a {@link
 *     dev.seq4j.core.layer.recurrent.GRU GRU} that resets after the recurrent product
 */
public record CellWeights(INDArray input, INDArray recurrent, INDArray bias) {}
