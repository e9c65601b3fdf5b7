/**
 * The ground floor: what every other module of Seq4j stands on.
 *
 * <p>Its rooms: {@code text} (tokenizers and vocabularies), {@code picture} (pictures as numbers),
 * {@code kernel} (the arithmetic of cells on the CPU), {@code layer} (layers for Deeplearning4j),
 * {@code train} (training with checkpoints) and {@code file} (files that are never left half
 * written). Bad input from outside is an {@link dev.seq4j.core.InvalidInputException} everywhere.
 */
package dev.seq4j.core;
