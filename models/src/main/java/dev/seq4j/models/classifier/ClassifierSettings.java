package dev.seq4j.models.classifier;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.network.Hyperparameters;

/**
 * The hyper-parameters of a {@link TextClassifier}.
 *
 * @param architecture the kind of network
 * @param embedding size of a word's vector, 1 or more
 * @param units of each recurrent layer, 1 or more
 * @param layers recurrent layers, 1 or more
 * @param dropout probability that an input of a recurrent or the output layer is dropped in
 *     training, in [0, 1)
 * @param learningRate of Adam, above 0
 * @param maxLength tokens of a text that are read, a quarter from its beginning and the rest from
 *     its end, 1 or more
 * @param seed of the first weights
 */
public record ClassifierSettings(
    ClassifierArchitecture architecture,
    int embedding,
    int units,
    int layers,
    double dropout,
    double learningRate,
    int maxLength,
    long seed) {

  public ClassifierSettings {
    if (architecture == null) {
      throw new InvalidInputException(
          "architecture: is missing, must be one of "
              + String.join(", ", ClassifierArchitecture.names()));
    }
    Hyperparameters.requireAtLeastOne("embedding", embedding);
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireAtLeastOne("layers", layers);
    Hyperparameters.requireAtLeastOne("max length", maxLength);
    Hyperparameters.requireDropout(dropout);
    Hyperparameters.requireLearningRate(learningRate);
  }

  /**
   * @param architecture the kind of network
   * @return settings that work for a few thousand texts of some hundred words
   */
  public static ClassifierSettings of(ClassifierArchitecture architecture) {
    return new ClassifierSettings(architecture, 64, 64, 1, 0.3, 0.003, 400, 123);
  }

  /**
   * @param size of a word's vector
   * @return the same with another embedding
   */
  public ClassifierSettings withEmbedding(int size) {
    return new ClassifierSettings(
        architecture, size, units, layers, dropout, learningRate, maxLength, seed);
  }

  /**
   * @param units of each recurrent layer
   * @return the same with other layers
   */
  public ClassifierSettings withUnits(int units) {
    return new ClassifierSettings(
        architecture, embedding, units, layers, dropout, learningRate, maxLength, seed);
  }

  /**
   * @param layers recurrent layers
   * @return the same with another number of layers
   */
  public ClassifierSettings withLayers(int layers) {
    return new ClassifierSettings(
        architecture, embedding, units, layers, dropout, learningRate, maxLength, seed);
  }

  /**
   * @param probability of dropping an input
   * @return the same with another dropout
   */
  public ClassifierSettings withDropout(double probability) {
    return new ClassifierSettings(
        architecture, embedding, units, layers, probability, learningRate, maxLength, seed);
  }

  /**
   * @param rate of Adam
   * @return the same with another learning rate
   */
  public ClassifierSettings withLearningRate(double rate) {
    return new ClassifierSettings(
        architecture, embedding, units, layers, dropout, rate, maxLength, seed);
  }

  /**
   * @param tokens of a text that are read
   * @return the same with another maximum length
   */
  public ClassifierSettings withMaxLength(int tokens) {
    return new ClassifierSettings(
        architecture, embedding, units, layers, dropout, learningRate, tokens, seed);
  }

  /**
   * @param seed of the first weights
   * @return the same with another seed
   */
  public ClassifierSettings withSeed(long seed) {
    return new ClassifierSettings(
        architecture, embedding, units, layers, dropout, learningRate, maxLength, seed);
  }
}
