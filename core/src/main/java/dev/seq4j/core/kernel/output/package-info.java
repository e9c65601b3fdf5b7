/**
 * The end of a network: from its last vectors to probabilities of the labels.
 *
 * <p>{@link dev.seq4j.core.kernel.output.CrossEntropyKernel} is a linear layer, softmax and loss in
 * one, forward and backward, for integer labels; a {@link
 * dev.seq4j.core.kernel.output.CrossEntropyPass} says what it reads and writes. {@link
 * dev.seq4j.core.kernel.output.SoftmaxStepper} gives the probabilities for one step of generation.
 *
 * <p>Trap: a {@link dev.seq4j.core.kernel.output.SoftmaxStepper} has a copy of its weights. Make
 * another after an update.
 */
package dev.seq4j.core.kernel.output;
