/**
 * Labelled film reviews: the IMDB archive, an unpacked copy of it, any CSV file of texts and
 * labels, or a folder of texts for each class.
 *
 * <p>{@link dev.seq4j.datasets.imdb.ImdbReviews} reads whatever {@link
 * dev.seq4j.datasets.source.DataHome} found into {@link dev.seq4j.datasets.imdb.Reviews}; it leaves
 * CSV files to {@link dev.seq4j.datasets.imdb.LabelledCsv}, which serves for any other labelled
 * texts, too.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>The archive is sorted by part and label: shuffle before training.
 *   <li>A CSV file and a folder of classes have no test part: their {@code test} list is empty, and
 *       the split is the caller's.
 *   <li>Texts are as they stand in the file, with their {@code <br />}; cleaning is a tokenizer's
 *       work. A text in a CSV file may be empty.
 * </ul>
 */
package dev.seq4j.datasets.imdb;
