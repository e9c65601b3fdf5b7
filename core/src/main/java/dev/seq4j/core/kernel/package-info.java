/**
 * The arithmetic of layers and of Adam on the CPU, on raw float memory, forward and backward. Knows
 * nothing of Deeplearning4j's layers and nothing of its arrays; {@code core.layer} does the
 * translation.
 *
 * <p>This is the room of the tools; what is computed with them has rooms of its own: {@code
 * recurrent} cells, {@code attention} and the transformer's blocks, {@code embedding} and {@code
 * output}, the two ends of a network, {@code pooling}, which makes one vector of a sequence, and
 * the {@code optimizer}. All of them know the tools, {@code recurrent} knows {@code attention},
 * too, and there are no other arrows.
 *
 * <h2>Types</h2>
 *
 * <p>Memory of the caller comes as {@link dev.seq4j.core.kernel.NativeFloats}, an address and a
 * length. On it lie {@link dev.seq4j.core.kernel.SequenceView}s and {@link
 * dev.seq4j.core.kernel.StateView}s with any strides; {@link dev.seq4j.core.kernel.LiveSteps} is
 * the mask and the direction. {@link dev.seq4j.core.kernel.Blas}, {@link
 * dev.seq4j.core.kernel.Activations} and {@link dev.seq4j.core.kernel.Shards} are the tools for
 * other kernels, too. {@link dev.seq4j.core.kernel.DropoutMask} drops the same whatever the number
 * of threads.
 *
 * <p>The rest is public only because the rooms next door use it: {@code NativeMemory} and its
 * {@code NativeBuffer}s, {@code Matrix}, {@code FloatScratch}, {@code FloatLoops}, {@code
 * Reductions}, {@code Exponential}, {@code Transpose}, {@code GradientSum}, {@code ShardPlan} and
 * {@code ShardPlans}, {@code SequenceAccess}, {@code Usage} and {@code MovablePointer}; and so are
 * some members of the types above. They are no API: they check little and may change at any time.
 *
 * <h2>How a pass runs</h2>
 *
 * <p>{@code ShardPlan} deals the rows out to the threads, longest first; each thread takes its rows
 * through all steps and writes gradients of its own, which are added up at the end. Only live steps
 * cost time: padding is never computed. {@code Usage} keeps two threads out of one kernel's memory,
 * and everybody once it has been freed.
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
 *   <li>A pass sets BLAS to one thread while it runs, for the whole program. Whoever opens a {@link
 *       dev.seq4j.core.kernel.Blas.Session} around a loop of passes and ND4J operations saves
 *       nothing but keeps BLAS's own idle threads from spinning in between.
 *   <li>How many threads compute, {@code -Dseq4j.threads}, changes the last bits of the gradients
 *       of the weights; the same number gives the same bits.
 * </ul>
 */
package dev.seq4j.core.kernel;
