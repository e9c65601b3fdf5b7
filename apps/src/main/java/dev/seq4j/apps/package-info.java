/**
 * The program {@code seq4j}: one file a command, and what commands share.
 *
 * <p>{@link dev.seq4j.apps.Main} reads the command line (picocli); {@code TrainSentiment} and
 * {@code TrainText} turn options into settings, {@code SentimentTraining} and {@code TextTraining}
 * run them, {@code TrainingRun} gives them folder, progress and Ctrl-C. A {@code Learner} is how a
 * kind of classifier learns; {@code TextParts} and {@code TextTokens} say what of a text is learnt
 * from and what it is cut into; {@code PunctuationTraining} labels its words; {@code Recipes} are
 * options that go well together; {@code Compare} trains several models and {@code report} shows
 * what came of it. Nothing here that a user of the library would miss.
 *
 * <p>Results go to standard output, words about the way there to standard output or, with {@code
 * --json}, to standard error; progress and errors always to standard error.
 */
package dev.seq4j.apps;
