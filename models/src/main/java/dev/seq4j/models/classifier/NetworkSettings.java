package dev.seq4j.models.classifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.bag.BagSettings;
import dev.seq4j.models.network.Hyperparameters;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The hyper-parameters of a {@link NetworkClassifier}.
 *
 * <pre>{@code
 * NetworkSettings.of(ClassifierArchitecture.GRU)
 *     .withShape(shape -> shape.withUnits(128).withBidirectional(true))
 *     .withDropout(0.5)
 * }</pre>
 *
 * @param architecture the kind of network
 * @param shape what it looks like
 * @param bag what the features are of a network that does not read words in their order; null for
 *     one that does
 * @param dropout probability that an input of a layer above the first is dropped in training, in
 *     [0, 1)
 * @param embeddingDropout probability that a feature of the word vectors is dropped in training,
 *     for all words of a text, in [0, 1)
 * @param learningRate of Adam, above 0
 * @param maxLength tokens of a text that are read, a quarter from its beginning and the rest from
 *     its end, 1 or more; a bag of words has them all
 * @param seed of the first weights
 */
public record NetworkSettings(
    ClassifierArchitecture architecture,
    NetworkShape shape,
    @JsonInclude(JsonInclude.Include.NON_NULL) BagSettings bag,
    double dropout,
    double embeddingDropout,
    double learningRate,
    int maxLength,
    long seed)
    implements ClassifierSettings {

  /**
   * @throws InvalidInputException if a setting is missing, out of its range, or one that the
   *     architecture does not have
   */
  public NetworkSettings {
    NetworkFamily family = family(architecture);
    if (shape == null) {
      throw new InvalidInputException("shape: is missing");
    }
    family.check(architecture, shape, bag);
    Hyperparameters.requireDropout("dropout", dropout);
    Hyperparameters.requireDropout("embedding dropout", embeddingDropout);
    Hyperparameters.requireLearningRate(learningRate);
    Hyperparameters.requireAtLeastOne("max length", maxLength);
  }

  private static NetworkFamily family(ClassifierArchitecture architecture) {
    return ClassifierSettings.requireNamed(architecture)
        .family()
        .orElseThrow(
            () -> new InvalidInputException("architecture = " + architecture + ": is no network"));
  }

  /**
   * @param architecture the kind of network
   * @return settings that work for a few thousand texts of some hundred words
   */
  public static NetworkSettings of(ClassifierArchitecture architecture) {
    NetworkFamily family = family(architecture);
    return new NetworkSettings(
        architecture, family.shape(), family.bag(), 0.3, 0.3, 0.003, 400, 123);
  }

  @Override
  public <R> R match(Function<LinearSettings, R> linear, Function<NetworkSettings, R> network) {
    return network.apply(this);
  }

  /**
   * @param change of what the network looks like
   * @return the same with another shape
   */
  public NetworkSettings withShape(UnaryOperator<NetworkShape> change) {
    return new NetworkSettings(
        architecture,
        change.apply(shape),
        bag,
        dropout,
        embeddingDropout,
        learningRate,
        maxLength,
        seed);
  }

  /**
   * @param bag what the features are
   * @return the same with other features
   */
  public NetworkSettings withBag(BagSettings bag) {
    return new NetworkSettings(
        architecture, shape, bag, dropout, embeddingDropout, learningRate, maxLength, seed);
  }

  /**
   * @param probability of dropping an input of a layer
   * @return the same with another dropout
   */
  public NetworkSettings withDropout(double probability) {
    return new NetworkSettings(
        architecture, shape, bag, probability, embeddingDropout, learningRate, maxLength, seed);
  }

  /**
   * @param probability of dropping a feature of the word vectors
   * @return the same with another dropout of word vectors
   */
  public NetworkSettings withEmbeddingDropout(double probability) {
    return new NetworkSettings(
        architecture, shape, bag, dropout, probability, learningRate, maxLength, seed);
  }

  /**
   * @param rate of Adam
   * @return the same with another learning rate
   */
  public NetworkSettings withLearningRate(double rate) {
    return new NetworkSettings(
        architecture, shape, bag, dropout, embeddingDropout, rate, maxLength, seed);
  }

  /**
   * @param tokens of a text that are read
   * @return the same with another maximum length
   */
  public NetworkSettings withMaxLength(int tokens) {
    return new NetworkSettings(
        architecture, shape, bag, dropout, embeddingDropout, learningRate, tokens, seed);
  }

  /**
   * @param seed of the first weights
   * @return the same with another seed
   */
  public NetworkSettings withSeed(long seed) {
    return new NetworkSettings(
        architecture, shape, bag, dropout, embeddingDropout, learningRate, maxLength, seed);
  }
}
