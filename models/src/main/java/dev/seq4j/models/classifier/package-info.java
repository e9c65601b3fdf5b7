/**
 * Many-to-one: a text in, its class out.
 *
 * <p>{@link dev.seq4j.models.classifier.TextClassifier} is the way in for whoever has a model file.
 * Behind it stand {@link dev.seq4j.models.classifier.LinearClassifier}, bag of words and logistic
 * regression, which learns in one call, and {@link dev.seq4j.models.classifier.NetworkClassifier},
 * which learns batch by batch. {@link dev.seq4j.models.classifier.ClassifierSettings} are theirs,
 * too, and {@link dev.seq4j.models.classifier.ClassifierArchitecture} lists what there is. Each
 * network is a file of its own that reads as its figure: {@code RnnClassifier}, {@code
 * AttentionClassifier}, {@code TransformerClassifier}, {@code CnnClassifier}, {@code
 * BagOfWordsMlp}; {@code NetworkFamily} says which settings mean something to which.
 *
 * <p>{@link dev.seq4j.models.classifier.ClassificationReport} says how good answers are, {@link
 * dev.seq4j.models.classifier.Explanation} where one came from.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>A figure's first layer is {@code Figures.EMBEDDING}, its last {@code Figures.OUTPUT}:
 *       explanations are made by building the figure again with a word vector for each position.
 *   <li>Settings that an architecture does not have must keep their plainest value.
 *   <li>A figure of two inputs has words in order as its first and features as its second; its
 *       training data are {@code MultiDataSet}s, and {@code weighFeatures} comes before training.
 * </ul>
 */
package dev.seq4j.models.classifier;
