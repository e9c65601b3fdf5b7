package dev.seq4j.core.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a {@link FeedForward}, or their gradients, in 'c' order.
 *
 * @param inner {@code [in, hidden]}
 * @param innerBias {@code [hidden]}
 * @param outer {@code [hidden, out]}
 * @param outerBias {@code [out]}
 */
record FeedForwardArrays(INDArray inner, INDArray innerBias, INDArray outer, INDArray outerBias) {}
