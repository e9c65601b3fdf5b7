/**
 * Recurrent layers, and what goes on from one pass to the next.
 *
 * <p>{@link dev.seq4j.core.layer.recurrent.LSTM}, {@link dev.seq4j.core.layer.recurrent.GRU} and
 * {@link dev.seq4j.core.layer.recurrent.SimpleRnn} are {@link
 * dev.seq4j.core.layer.recurrent.CellLayer}s: one {@code CellLayerInstance} keeps Deeplearning4j's
 * contract for them all and leaves the arithmetic to a {@code RecurrentPath}. {@link
 * dev.seq4j.core.layer.recurrent.Bidirectional} wraps one of them. {@link
 * dev.seq4j.core.layer.recurrent.AttentionDecoder} is a recurrent layer that looks at a second
 * sequence before each step; a {@link dev.seq4j.core.layer.attention.MemoryVertex} of the room next
 * door hands it over.
 *
 * <p>{@link dev.seq4j.core.layer.recurrent.RecurrentCell} is one layer's cell in the caller's own
 * loop, {@link dev.seq4j.core.layer.recurrent.CellGradients} its way back, one step at a time.
 * {@link dev.seq4j.core.layer.recurrent.CarriedState} lets passes through a network go on from one
 * another, for texts that are trained on in windows.
 *
 * <p>Deeplearning4j's traps (1.0.0-M2.1):
 *
 * <ul>
 *   <li>Truncated back-propagation: {@code fit} calls {@code backpropGradient}, never {@code
 *       tbpttBackpropGradient}, so the backward length has no effect there and gradients go through
 *       the whole window; it is observed where errors come from outside ({@code
 *       ComputationGraph.backpropGradient}). Features of rank 2 are not cut into windows. It clears
 *       the state before each {@code fit}: windows in batches of their own need {@link
 *       dev.seq4j.core.layer.recurrent.CarriedState}.
 *   <li>{@code rnnClearPreviousState} forgets layers inside a wrapper; {@code rnnSetPreviousStates}
 *       does not.
 *   <li>Under truncated back-propagation {@code LastTimeStep} is passed over; {@code
 *       returnSequences(false)} is not. It also takes rows without a live step.
 * </ul>
 */
package dev.seq4j.core.layer.recurrent;
