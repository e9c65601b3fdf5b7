/**
 * One vector of a sequence. {@link dev.seq4j.core.kernel.pooling.ConvolutionKernel} convolves and
 * takes the highest value over time, in the windows that a {@link
 * dev.seq4j.core.kernel.pooling.ConvolutionShape} gives; {@link
 * dev.seq4j.core.kernel.pooling.PoolingKernel} takes the highest value or the mean of the steps
 * themselves.
 */
package dev.seq4j.core.kernel.pooling;
