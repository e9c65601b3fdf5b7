/**
 * Texts as bags of words: sparse vectors that know which words and n-grams a text has, and not
 * where.
 *
 * <p>{@link dev.seq4j.models.bag.BagSettings} says what counts as a feature and what its value is,
 * {@link dev.seq4j.models.bag.BagOfWords} learns the features from training texts and makes a
 * {@link dev.seq4j.models.bag.SparseVector} of any text. Nothing here is ever dense: 25,000 reviews
 * with a million features take 80 MB, not 100 GB.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>Texts come as ids of a {@link dev.seq4j.core.text.Vocabulary}. An n-gram with an unknown
 *       word in it is no feature.
 *   <li>Features are learned from the training texts only, as the vocabulary is.
 * </ul>
 */
package dev.seq4j.models.bag;
