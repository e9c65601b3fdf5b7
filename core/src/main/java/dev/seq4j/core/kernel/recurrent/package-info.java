/**
 * Recurrent cells over the steps of a sequence, forward and backward.
 *
 * <p>{@link dev.seq4j.core.kernel.recurrent.LstmKernel}, {@link
 * dev.seq4j.core.kernel.recurrent.GruKernel} and {@link dev.seq4j.core.kernel.recurrent.RnnKernel}
 * are {@link dev.seq4j.core.kernel.recurrent.RecurrentKernel}s: their class comments have the
 * equations and the order of the gates. A {@link dev.seq4j.core.kernel.recurrent.ForwardPass} says
 * what to read and write, {@link dev.seq4j.core.kernel.recurrent.BackwardPass} the same for the
 * gradients; {@link dev.seq4j.core.kernel.recurrent.RecurrentWeights} lie in 'c' order, {@link
 * dev.seq4j.core.kernel.recurrent.RecurrentState} is where a sequence begins and ends. {@link
 * dev.seq4j.core.kernel.recurrent.Stepper} generates step by step. {@link
 * dev.seq4j.core.kernel.recurrent.AttentionDecoderKernel} is a recurrent cell that looks at a
 * memory before each step.
 *
 * <h2>How a pass runs</h2>
 *
 * <p>A {@code SequenceRun} takes one thread's rows through all steps; at each step a {@code Cell}
 * works on a {@code CellStep}; {@code WeightGradientSum} adds the threads' gradients up. An {@code
 * AttentionDecoderRun} does what a {@code SequenceRun} does, but adds the context's part of the
 * inputs at each step; what it looks at, and how much, are {@code AttendedMemory} and {@code
 * AdditiveScores} of {@code kernel.attention}.
 *
 * <p>Trap: a {@link dev.seq4j.core.kernel.recurrent.Stepper} has a copy of its weights. Load them
 * again after an update, or make another.
 */
package dev.seq4j.core.kernel.recurrent;
