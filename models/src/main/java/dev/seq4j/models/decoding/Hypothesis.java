package dev.seq4j.models.decoding;

/**
 * What a search found for a sentence.
 *
 * @param ids the tokens, without marks of beginning and end
 * @param logProbability of these tokens, and of the end mark if it has ended, in nats
 * @param score that by which hypotheses are compared: the former, normalised by length
 * @param ended whether the end mark came; if not, the longest length was reached before
 */
public record Hypothesis(int[] ids, double logProbability, double score, boolean ended) {}
