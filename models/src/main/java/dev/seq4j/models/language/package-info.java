/**
 * Many-to-many, aligned: a text in, the probabilities of each next token out; and one-to-many: a
 * few tokens in, a text out.
 *
 * <p>{@link dev.seq4j.models.language.LanguageModel} is the way in; each architecture is a file of
 * its own that reads as the network's figure, between the two ends that all have. Tokens are
 * characters, words or subwords, as the tokenizer cuts them.
 *
 * <p>Traps: a recurrent network carries a state through a text of any length, a transformer sees a
 * context and no more: {@code ContextReader} and {@code ContextWindows} bridge that. A loss is one
 * a token; only {@link dev.seq4j.models.language.TextMetrics#lossPerCharacter} compares tokens of
 * different length.
 */
package dev.seq4j.models.language;
