package dev.seq4j.models.language;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.network.Hyperparameters;

/**
 * The hyper-parameters of a {@link LanguageModel}.
 *
 * @param architecture the kind of network
 * @param embedding size of a token's vector, 1 or more
 * @param units of each recurrent layer, 1 or more
 * @param layers recurrent layers, 1 or more
 * @param dropout probability that an input of a recurrent or the output layer is dropped in
 *     training, in [0, 1)
 * @param learningRate of Adam, above 0
 * @param seed of the first weights
 */
public record LanguageSettings(
    LanguageArchitecture architecture,
    int embedding,
    int units,
    int layers,
    double dropout,
    double learningRate,
    long seed) {

  public LanguageSettings {
    if (architecture == null) {
      throw new InvalidInputException(
          "architecture: is missing, must be one of "
              + String.join(", ", LanguageArchitecture.names()));
    }
    Hyperparameters.requireAtLeastOne("embedding", embedding);
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireAtLeastOne("layers", layers);
    Hyperparameters.requireDropout(dropout);
    Hyperparameters.requireLearningRate(learningRate);
  }

  /**
   * @param architecture the kind of network
   * @return settings that learn the look of a book's language in minutes
   */
  public static LanguageSettings of(LanguageArchitecture architecture) {
    return new LanguageSettings(architecture, 32, 128, 1, 0, 0.005, 123);
  }

  /**
   * @param size of a token's vector
   * @return the same with another embedding
   */
  public LanguageSettings withEmbedding(int size) {
    return new LanguageSettings(architecture, size, units, layers, dropout, learningRate, seed);
  }

  /**
   * @param units of each recurrent layer
   * @return the same with other layers
   */
  public LanguageSettings withUnits(int units) {
    return new LanguageSettings(
        architecture, embedding, units, layers, dropout, learningRate, seed);
  }

  /**
   * @param layers recurrent layers
   * @return the same with another number of layers
   */
  public LanguageSettings withLayers(int layers) {
    return new LanguageSettings(
        architecture, embedding, units, layers, dropout, learningRate, seed);
  }

  /**
   * @param probability of dropping an input
   * @return the same with another dropout
   */
  public LanguageSettings withDropout(double probability) {
    return new LanguageSettings(
        architecture, embedding, units, layers, probability, learningRate, seed);
  }

  /**
   * @param rate of Adam
   * @return the same with another learning rate
   */
  public LanguageSettings withLearningRate(double rate) {
    return new LanguageSettings(architecture, embedding, units, layers, dropout, rate, seed);
  }

  /**
   * @param seed of the first weights
   * @return the same with another seed
   */
  public LanguageSettings withSeed(long seed) {
    return new LanguageSettings(
        architecture, embedding, units, layers, dropout, learningRate, seed);
  }
}
