/**
 * Texts and the class they belong to: {@code train sentiment}, {@code compare}, {@code classify}
 * and {@code explain}.
 *
 * <p>{@code ReviewData} is what is learned from; a {@code Learner} is how a kind of classifier
 * learns from it, all at once or batch by batch; {@link dev.seq4j.apps.sentiment.SentimentTraining}
 * tests what came of it. {@link dev.seq4j.apps.sentiment.Compare} trains several, which {@code
 * report} shows side by side. Knows no other task.
 */
package dev.seq4j.apps.sentiment;
