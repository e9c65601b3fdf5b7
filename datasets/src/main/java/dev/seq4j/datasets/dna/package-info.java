/**
 * Labelled DNA: read from a file of the user, or made with known motifs planted in it.
 *
 * <pre>{@code
 * List<LabelledText> bound = new DnaFile(DataFile.of(path), DnaFormat.DEFAULT).read().sequences();
 * List<LabelledText> made = PlantedMotifs.DEFAULT.make(2000);
 * }</pre>
 *
 * <p>{@link dev.seq4j.datasets.dna.DnaFile} reads FASTA or CSV as a {@link
 * dev.seq4j.datasets.dna.DnaFormat} says and reports each line that it leaves out. {@link
 * dev.seq4j.datasets.dna.PlantedMotifs} puts {@link dev.seq4j.datasets.dna.BindingMotif}s, as they
 * were measured, into random letters. {@link dev.seq4j.datasets.batch.DnaBatches} feeds either to a
 * network.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>A sequence and its reverse complement are the same piece of DNA: a test sequence whose
 *       other strand was trained on is no test. {@link dev.seq4j.datasets.dna.DnaParts} keeps them
 *       together.
 *   <li>Where classes differ in their share of G and C, that alone tells them apart, and no motif
 *       needs to be learned.
 * </ul>
 */
package dev.seq4j.datasets.dna;
