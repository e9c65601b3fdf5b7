/**
 * Models that write: {@code train text} and {@code generate}.
 *
 * <p>{@code TextParts} and {@code TextTokens} say what of a text is learned from and what it is cut
 * into, {@link dev.seq4j.apps.text.TextTraining} learns from it. Knows no other task.
 */
package dev.seq4j.apps.text;
