/**
 * Layers for Deeplearning4j's {@code ComputationGraph} and {@code MultiLayerNetwork}.
 *
 * <p>A layer is a public configuration class, as in {@code org.deeplearning4j.nn.conf.layers}, and
 * one that works, which nobody needs to see. {@link dev.seq4j.core.layer.LSTM}, {@link
 * dev.seq4j.core.layer.GRU} and {@link dev.seq4j.core.layer.SimpleRnn} are {@link
 * dev.seq4j.core.layer.CellLayer}s: one {@code CellLayerInstance} keeps Deeplearning4j's contract
 * for them all and leaves the arithmetic to a {@code RecurrentPath}. {@link
 * dev.seq4j.core.layer.TokenEmbedding} begins a network and {@link
 * dev.seq4j.core.layer.SequenceOutput} ends it; {@link dev.seq4j.core.layer.Bidirectional} wraps a
 * recurrent layer. {@link dev.seq4j.core.layer.SequenceConvolution} and {@link
 * dev.seq4j.core.layer.SequencePooling} make one vector of a sequence. Each chooses its path,
 * kernel or portable, by backend and data type.
 *
 * <p>Layers over sequences that are not recurrent are {@link dev.seq4j.core.layer.SequenceLayer}s.
 * Those that attend are {@link dev.seq4j.core.layer.AttentionLayer}s, with one {@code
 * AttentionLayerInstance} around an {@code AttentionPath}: {@link
 * dev.seq4j.core.layer.SelfAttention}, {@link dev.seq4j.core.layer.MultiHeadAttention} and {@link
 * dev.seq4j.core.layer.TransformerEncoderBlock} attend to their own steps; {@link
 * dev.seq4j.core.layer.CrossAttention} and {@link dev.seq4j.core.layer.TransformerDecoderBlock} to
 * a second sequence, which a {@link dev.seq4j.core.layer.MemoryVertex} hands them. {@link
 * dev.seq4j.core.layer.AttentionWeights} shows what they look at.
 *
 * <p>{@link dev.seq4j.core.layer.StepwiseNetwork} generates: it runs a whole network one token at a
 * time, without the network around the layers where it can. {@link
 * dev.seq4j.core.layer.RecurrentCell} is one layer's cell in the caller's own loop. {@link
 * dev.seq4j.core.layer.CarriedState} lets passes through a network go on from one another, for
 * texts that are trained on in windows.
 *
 * <p>Legend: B batch, T time steps, D features that go in, H units. Between layers sequences are
 * {@code [B, D, T]}, but they lie time-major in memory, {@code [T, B, D]}; inside this package they
 * are seen so, too.
 *
 * <p>Deeplearning4j's and ND4J's traps (1.0.0-M2.1):
 *
 * <ul>
 *   <li>Truncated back-propagation: {@code fit} calls {@code backpropGradient}, never {@code
 *       tbpttBackpropGradient}, so the backward length has no effect there and gradients go through
 *       the whole window; it is observed where errors come from outside ({@code
 *       ComputationGraph.backpropGradient}). Features of rank 2 are not cut into windows. It clears
 *       the state before each {@code fit}: windows in batches of their own need {@link
 *       dev.seq4j.core.layer.CarriedState}.
 *   <li>{@code rnnClearPreviousState} forgets layers inside a wrapper; {@code rnnSetPreviousStates}
 *       does not.
 *   <li>Under truncated back-propagation {@code LastTimeStep} is passed over; {@code
 *       returnSequences(false)} is not. It also takes rows without a live step.
 *   <li>A vertex keeps the masks of the last masked pass; {@code clearLayerMaskArrays} tells layers
 *       only. {@code MemoryAttentionInstance} forgets its memory's mask with its own.
 *   <li>A vertex that is no layer and stands above causal layers is computed by {@code rnnTimeStep}
 *       from the new step alone.
 *   <li>{@code INDArray.shape()} is the array's own: whoever changes it changes the array.
 *   <li>{@code get(point(t), all(), all())} on a view with an offset may give an empty array, and
 *       so may {@code interval} as a first index: put the index that cuts last.
 *   <li>{@code reshape('c', length)} with one length takes the 'c' for a length of 99.
 * </ul>
 */
package dev.seq4j.core.layer;
