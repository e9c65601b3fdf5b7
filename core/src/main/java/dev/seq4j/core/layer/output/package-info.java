/**
 * What ends a network, and generation with the whole of it.
 *
 * <p>{@link dev.seq4j.core.layer.output.SequenceOutput} is the last layer, softmax and loss for
 * integer labels; by {@link dev.seq4j.core.layer.output.TiedOutputVertex} it uses an embedding's
 * matrix.
 *
 * <p>{@link dev.seq4j.core.layer.output.StepwiseNetwork} generates: it runs a whole network one
 * token at a time, without the network around the layers where it can ({@code KernelSteps}), and
 * through {@code rnnTimeStep} where it cannot ({@code GraphSteps}).
 */
package dev.seq4j.core.layer.output;
