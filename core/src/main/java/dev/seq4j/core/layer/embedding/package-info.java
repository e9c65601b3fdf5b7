/**
 * Layers that begin a network: {@link dev.seq4j.core.layer.embedding.TokenEmbedding} has a vector
 * for each id, {@link dev.seq4j.core.layer.embedding.PositionalEncoding} and {@link
 * dev.seq4j.core.layer.embedding.PositionEmbedding} add where it stands.
 *
 * <p>{@code TokenEmbeddingInstance} and {@code EmbeddingSteps} are public because the room of the
 * output ties its matrix to them and generates with them; they are no API.
 */
package dev.seq4j.core.layer.embedding;
