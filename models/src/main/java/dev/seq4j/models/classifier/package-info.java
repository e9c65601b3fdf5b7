/**
 * Many-to-one: a text in, its class out.
 *
 * <p>{@link dev.seq4j.models.classifier.TextClassifier} is the way in; each architecture is a file
 * of its own that reads as the network's figure.
 */
package dev.seq4j.models.classifier;
