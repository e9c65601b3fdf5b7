/**
 * The beginning of a network: rows of a matrix for ids, and where they stand.
 *
 * <p>{@link dev.seq4j.core.kernel.embedding.EmbeddingKernel} looks ids up and adds gradients up,
 * {@link dev.seq4j.core.kernel.embedding.EmbeddingStepper} does it for one step of generation.
 * {@link dev.seq4j.core.kernel.embedding.PositionKernel} adds a table of positions, fixed or
 * trained, to a sequence.
 *
 * <p>Trap: an {@link dev.seq4j.core.kernel.embedding.EmbeddingStepper} has a copy of its matrix.
 * Make another after an update.
 */
package dev.seq4j.core.kernel.embedding;
