/**
 * The step after the backward pass: {@link dev.seq4j.core.kernel.optimizer.AdamKernel} updates
 * parameters and their moments in one pass over memory, by the numbers of an {@link
 * dev.seq4j.core.kernel.optimizer.AdamStep}.
 */
package dev.seq4j.core.kernel.optimizer;
