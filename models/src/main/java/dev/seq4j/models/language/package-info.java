/**
 * Many-to-many, aligned: a text in, the probabilities of each next token out; and one-to-many: a
 * few tokens in, a text out.
 *
 * <p>{@link dev.seq4j.models.language.LanguageModel} is the way in; each architecture is a file of
 * its own that reads as the network's figure.
 */
package dev.seq4j.models.language;
