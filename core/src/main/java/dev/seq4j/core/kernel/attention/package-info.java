/**
 * Attention, and what a transformer's blocks are made of besides: layer normalization and
 * feed-forward layers.
 *
 * <p>{@link dev.seq4j.core.kernel.attention.MultiHeadAttentionKernel} and {@link
 * dev.seq4j.core.kernel.attention.TransformerBlockKernel} are {@link
 * dev.seq4j.core.kernel.attention.TokenKernel}s: an {@link
 * dev.seq4j.core.kernel.attention.AttentionPass} says what they read, all their parameters are one
 * vector. {@link dev.seq4j.core.kernel.attention.AttentionKernel} is attention without parameters,
 * {@link dev.seq4j.core.kernel.attention.TransformerStepper} a causal block that remembers keys and
 * values. {@link dev.seq4j.core.kernel.attention.LayerNormKernel} and {@link
 * dev.seq4j.core.kernel.attention.FeedForwardKernel} treat each step alike. {@link
 * dev.seq4j.core.kernel.attention.AttentionPoolingKernel} is additive attention that makes one
 * vector of a sequence.
 *
 * <h2>How a pass runs</h2>
 *
 * <p>Attention sees tokens: {@code TokenRows} lays the live steps of a batch out row after row. A
 * block is a list of {@code Sublayer}s, norm and residual connection around a {@code
 * TokenFunction}, {@code AttentionFunction} or {@code FeedForwardFunction}; what these multiply are
 * {@code Dense} layers, and in the middle {@code AttentionHeads} has a task for each row and head.
 * The {@code Lanes} are the threads. All that a pass does is put into a {@code Pipeline} of stages,
 * through which a thread takes some rows of the batch, so that threads meet once a pass; then they
 * share the weight gradients out. What is written by whom is fixed, what is computed when is not.
 *
 * <p>{@code AttendedMemory}, {@code AdditiveScores}, {@code Dense}, {@code Lanes} and {@code Ones}
 * are public because the recurrent decoder next door attends by them; they are no API.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>A pass of a {@link dev.seq4j.core.kernel.attention.TokenKernel} writes its gradients over
 *       what the forward pass has kept: it can be differentiated once.
 *   <li>A {@link dev.seq4j.core.kernel.attention.TransformerStepper} reads its parameters where
 *       they lie; other steppers, as that of layer normalization, have a copy: make another after
 *       an update.
 * </ul>
 */
package dev.seq4j.core.kernel.attention;
