/**
 * The letters of DNA and the motifs they form, in plain Java: {@link dev.seq4j.core.dna.Dna} turns
 * letters into numbers, numbers into one-hot rows, and a strand into the one that pairs with it;
 * {@link dev.seq4j.core.dna.PositionMatrix} says how often each letter stands at each place of a
 * motif.
 *
 * <p>Trap: DNA is read from either strand, and which one a file holds is an accident. A motif is
 * found, compared and scored on both.
 */
package dev.seq4j.core.dna;
