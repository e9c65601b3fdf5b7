/**
 * Sentences and their translations, to learn to translate from: Tatoeba's English-French pairs, or
 * any two columns of a file with tabs.
 *
 * <pre>{@code
 * TranslationCorpus corpus =
 *     TranslationCorpus.read(
 *         home.locate(Catalogue.TRANSLATION), PairFormat.DEFAULT, Normalization.DEFAULT);
 * TranslationParts parts =
 *     TranslationParts.of(corpus.select(PairFilter.DEFAULT), TranslationParts.Shares.DEFAULT, 1);
 *
 * Vocabulary words = vocabularyOf(parts.train());
 * EncodedPairs train = EncodedPairs.of(parts.train(), source, target, words.size(), words.size());
 * PairBatches batches = new PairBatches(train, words, PairBuckets.forTraining(64, 1));
 * }</pre>
 *
 * <p>A {@link dev.seq4j.datasets.translation.PairFile} reads lines as a {@link
 * dev.seq4j.datasets.translation.PairFormat} says, normalised, and reports each {@link
 * dev.seq4j.datasets.source.BadLine}; {@link dev.seq4j.datasets.translation.TranslationCorpus} is
 * what was read, with its digest; {@link dev.seq4j.datasets.translation.PairFilter} chooses pairs,
 * and {@link dev.seq4j.datasets.translation.TranslationParts} divides them. Batches are made in
 * {@link dev.seq4j.datasets.batch}.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>One sentence often stands in several lines with different translations. Parts are divided
 *       by sentence, so that none of the test is known from the training; a test that is to judge
 *       by all translations of a sentence takes them from {@code TranslationParts.references}.
 *   <li>Tatoeba's file is sorted by length: its first lines are no sample of it.
 *   <li>What the pairs were normalised by is needed for every sentence to be translated, too.
 * </ul>
 */
package dev.seq4j.datasets.translation;
