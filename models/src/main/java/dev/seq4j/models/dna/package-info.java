/**
 * Tells DNA of two classes apart and shows by which motifs: {@link
 * dev.seq4j.models.dna.DnaClassifier} with its {@link dev.seq4j.models.dna.DnaSettings}; {@link
 * dev.seq4j.models.dna.FilterMotif}, what a filter of it looks for; {@link
 * dev.seq4j.models.dna.RocCurve}, how well scores part two classes.
 *
 * <p>Trap: which strand a file holds is an accident. Train on both ({@code
 * DnaBatches.withBothStrands}); the classifier gives the mean of both.
 */
package dev.seq4j.models.dna;
