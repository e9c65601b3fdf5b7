/**
 * Sentences and their translations: {@code train translation}, {@code translate}, and how {@code
 * evaluate} measures translators.
 *
 * <p>{@code PairOptions} say which pairs are taken and how they are divided, for the training and
 * for the test. Knows no other task.
 */
package dev.seq4j.apps.translation;
