/**
 * Layers that attend, and what a transformer is made of besides.
 *
 * <p>Those that attend are {@link dev.seq4j.core.layer.attention.AttentionLayer}s, with one {@code
 * AttentionLayerInstance} around an {@code AttentionPath}: {@link
 * dev.seq4j.core.layer.attention.SelfAttention}, {@link
 * dev.seq4j.core.layer.attention.MultiHeadAttention} and {@link
 * dev.seq4j.core.layer.attention.TransformerEncoderBlock} attend to their own steps; {@link
 * dev.seq4j.core.layer.attention.CrossAttention} and {@link
 * dev.seq4j.core.layer.attention.TransformerDecoderBlock} to a second sequence, which a {@link
 * dev.seq4j.core.layer.attention.MemoryVertex} hands them. {@link
 * dev.seq4j.core.layer.attention.AttentionWeights} shows what they look at. {@link
 * dev.seq4j.core.layer.attention.MemoryReader} says how they decode step by step. {@link
 * dev.seq4j.core.layer.attention.AdditiveAttentionPooling} makes one vector of all steps. {@link
 * dev.seq4j.core.layer.attention.LayerNorm} and {@link dev.seq4j.core.layer.attention.FeedForward}
 * treat each step alike.
 *
 * <p>{@code Attends} and {@code PortableAdditiveAttention} are public because the recurrent decoder
 * next door attends by them; they are no API.
 *
 * <p>Trap: a vertex keeps the masks of the last masked pass, and {@code clearLayerMaskArrays} of
 * Deeplearning4j (1.0.0-M2.1) tells layers only; {@code MemoryAttentionInstance} forgets its
 * memory's mask with its own.
 */
package dev.seq4j.core.layer.attention;
