/**
 * The arithmetic of layers and of Adam on the CPU, on raw float memory, forward and backward. Knows
 * nothing of Deeplearning4j's layers and nothing of its arrays; {@code core.layer} does the
 * translation.
 *
 * <h2>Types</h2>
 *
 * <p>{@link dev.seq4j.core.kernel.LstmKernel}, {@link dev.seq4j.core.kernel.GruKernel} and {@link
 * dev.seq4j.core.kernel.RnnKernel} are {@link dev.seq4j.core.kernel.RecurrentKernel}s: their class
 * comments have the equations and the order of the gates. A {@link
 * dev.seq4j.core.kernel.ForwardPass} says what to read and write, {@link
 * dev.seq4j.core.kernel.BackwardPass} the same for the gradients; {@link
 * dev.seq4j.core.kernel.LiveSteps} is the mask and the direction. {@link
 * dev.seq4j.core.kernel.EmbeddingStepper}, {@link dev.seq4j.core.kernel.Stepper} and {@link
 * dev.seq4j.core.kernel.SoftmaxStepper} generate step by step. {@link
 * dev.seq4j.core.kernel.ConvolutionKernel} convolves and takes the highest value over time.
 *
 * <p>{@link dev.seq4j.core.kernel.MultiHeadAttentionKernel} and {@link
 * dev.seq4j.core.kernel.TransformerBlockKernel} are {@link dev.seq4j.core.kernel.TokenKernel}s: an
 * {@link dev.seq4j.core.kernel.AttentionPass} says what they read, all their parameters are one
 * vector. {@link dev.seq4j.core.kernel.AttentionKernel} is attention without parameters, {@link
 * dev.seq4j.core.kernel.TransformerStepper} a causal block that remembers keys and values.
 *
 * <p>Memory of the caller comes as {@link dev.seq4j.core.kernel.NativeFloats}, an address and a
 * length. On it lie {@link dev.seq4j.core.kernel.SequenceView}s and {@link
 * dev.seq4j.core.kernel.StateView}s with any strides, and {@link
 * dev.seq4j.core.kernel.RecurrentWeights} in 'c' order. {@link dev.seq4j.core.kernel.Blas}, {@link
 * dev.seq4j.core.kernel.Activations} and {@link dev.seq4j.core.kernel.Shards} are the tools for
 * other kernels, too. {@link dev.seq4j.core.kernel.AdamKernel} takes the step after the backward
 * pass.
 *
 * <h2>How a pass runs</h2>
 *
 * <p>{@code ShardPlan} deals the rows out to the threads, longest first; a {@code SequenceRun}
 * takes one thread's rows through all steps; at each step a {@code Cell} works on a {@code
 * CellStep}; {@code WeightGradientSum} adds the threads' gradients up. Only live steps cost time:
 * padding is never computed.
 *
 * <p>Attention sees tokens: {@code TokenRows} lays the live steps of a batch out row after row. A
 * block is a list of {@code Sublayer}s, norm and residual connection around a {@code
 * TokenFunction}, {@code AttentionFunction} or {@code FeedForwardFunction}; what these multiply are
 * {@code Dense} layers, and in the middle {@code AttentionHeads} has a task for each row and head.
 * The {@code Lanes} are the threads: they take heads, chunks of tokens and parts of the weight
 * gradients in turn, so that one that is held up does less. What is written by whom is fixed, what
 * is computed when is not.
 *
 * <h2>Legend</h2>
 *
 * <p>B rows of the batch, T time steps, D or in: features of the input, H or units, G gates. x
 * input, h hidden state, c cell state, z what enters the activations; dx is the gradient of x.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>{@code NativeFloats} keeps nothing alive: the array that owns the memory must be reachable
 *       until the pass returns. Passes copy what they need later, weights and inputs included.
 *   <li>The gradients are sums over the batch and the time, not means.
 *   <li>A pass of a {@code TokenKernel} writes its gradients over what the forward pass has kept:
 *       it can be differentiated once.
 *   <li>A {@code TransformerStepper} reads its parameters where they lie; other steppers have a
 *       copy. Load them again after an update, or make another.
 *   <li>A pass sets BLAS to one thread while it runs, for the whole program. Whoever opens a {@link
 *       dev.seq4j.core.kernel.Blas.Session} around a loop of passes and ND4J operations saves
 *       nothing but keeps BLAS's own idle threads from spinning in between.
 *   <li>How many threads compute, {@code -Dseq4j.threads}, changes the last bits of the gradients
 *       of the weights; the same number gives the same bits.
 * </ul>
 */
package dev.seq4j.core.kernel;
