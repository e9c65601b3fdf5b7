package dev.seq4j.models.translation;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Normalization;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Hyperparameters;

/**
 * The hyper-parameters of a {@link Translator}.
 *
 * @param architecture the kind of network
 * @param cell of recurrent networks, GRU or LSTM; a transformer has none and passes it over
 * @param embedding size of a token's vector, 1 or more; in a transformer that of every layer
 * @param units of each recurrent layer and direction, or of a transformer's feed-forward networks,
 *     1 or more
 * @param layers of encoder and of decoder, 1 or more
 * @param heads of each attention of a transformer, which divide the embedding; others pass them
 *     over
 * @param dropout probability that a number is dropped in training, in [0, 1)
 * @param labelSmoothing what the label gives to all tokens in training, in [0, 1)
 * @param learningRate of Adam, above 0
 * @param maxLength tokens of a sentence, and of its translation, at most, 1 or more
 * @param lowerCase whether sentences are read, and translations written, in lower case
 * @param seed of the first weights
 */
public record TranslatorSettings(
    TranslatorArchitecture architecture,
    Cell cell,
    int embedding,
    int units,
    int layers,
    int heads,
    double dropout,
    double labelSmoothing,
    double learningRate,
    int maxLength,
    boolean lowerCase,
    long seed) {

  public TranslatorSettings {
    if (architecture == null) {
      throw new InvalidInputException(
          "architecture: is missing, must be one of "
              + String.join(", ", TranslatorArchitecture.names()));
    }
    if (cell == null || cell == Cell.RNN) {
      throw new InvalidInputException("cell = " + cell + ": must be GRU or LSTM");
    }
    Hyperparameters.requireAtLeastOne("embedding", embedding);
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireAtLeastOne("layers", layers);
    Hyperparameters.requireAtLeastOne("heads", heads);
    if (architecture == TranslatorArchitecture.TRANSFORMER && embedding % heads != 0) {
      throw new InvalidInputException(
          "heads = %d: must divide the embedding, %d".formatted(heads, embedding));
    }
    Hyperparameters.requireDropout(dropout);
    Hyperparameters.requireDropout("label smoothing", labelSmoothing);
    Hyperparameters.requireLearningRate(learningRate);
    Hyperparameters.requireAtLeastOne("max length", maxLength);
  }

  /**
   * @param architecture the kind of network
   * @return settings that learn short sentences in a quarter of an hour
   */
  public static TranslatorSettings of(TranslatorArchitecture architecture) {
    boolean transformer = architecture == TranslatorArchitecture.TRANSFORMER;
    return new TranslatorSettings(
        architecture,
        Cell.GRU,
        256,
        transformer ? 512 : 256,
        transformer ? 3 : 1,
        8,
        transformer ? 0.1 : 0.3,
        0.1,
        0.001,
        100,
        false,
        123);
  }

  /**
   * @param cell of recurrent networks, GRU or LSTM
   * @return the same with another cell
   */
  public TranslatorSettings withCell(Cell cell) {
    return new TranslatorSettings(
        architecture,
        cell,
        embedding,
        units,
        layers,
        heads,
        dropout,
        labelSmoothing,
        learningRate,
        maxLength,
        lowerCase,
        seed);
  }

  /**
   * @param size of a token's vector
   * @return the same with another embedding
   */
  public TranslatorSettings withEmbedding(int size) {
    return new TranslatorSettings(
        architecture,
        cell,
        size,
        units,
        layers,
        heads,
        dropout,
        labelSmoothing,
        learningRate,
        maxLength,
        lowerCase,
        seed);
  }

  /**
   * @param units of each recurrent layer, or of feed-forward networks
   * @return the same with other layers
   */
  public TranslatorSettings withUnits(int units) {
    return new TranslatorSettings(
        architecture,
        cell,
        embedding,
        units,
        layers,
        heads,
        dropout,
        labelSmoothing,
        learningRate,
        maxLength,
        lowerCase,
        seed);
  }

  /**
   * @param layers of encoder and of decoder
   * @return the same with another number of layers
   */
  public TranslatorSettings withLayers(int layers) {
    return new TranslatorSettings(
        architecture,
        cell,
        embedding,
        units,
        layers,
        heads,
        dropout,
        labelSmoothing,
        learningRate,
        maxLength,
        lowerCase,
        seed);
  }

  /**
   * @param heads of each attention of a transformer
   * @return the same with another number of heads
   */
  public TranslatorSettings withHeads(int heads) {
    return new TranslatorSettings(
        architecture,
        cell,
        embedding,
        units,
        layers,
        heads,
        dropout,
        labelSmoothing,
        learningRate,
        maxLength,
        lowerCase,
        seed);
  }

  /**
   * @param probability of dropping a number
   * @return the same with another dropout
   */
  public TranslatorSettings withDropout(double probability) {
    return new TranslatorSettings(
        architecture,
        cell,
        embedding,
        units,
        layers,
        heads,
        probability,
        labelSmoothing,
        learningRate,
        maxLength,
        lowerCase,
        seed);
  }

  /**
   * @param share that the label gives to all tokens
   * @return the same with another label smoothing
   */
  public TranslatorSettings withLabelSmoothing(double share) {
    return new TranslatorSettings(
        architecture,
        cell,
        embedding,
        units,
        layers,
        heads,
        dropout,
        share,
        learningRate,
        maxLength,
        lowerCase,
        seed);
  }

  /**
   * @param rate of Adam
   * @return the same with another learning rate
   */
  public TranslatorSettings withLearningRate(double rate) {
    return new TranslatorSettings(
        architecture,
        cell,
        embedding,
        units,
        layers,
        heads,
        dropout,
        labelSmoothing,
        rate,
        maxLength,
        lowerCase,
        seed);
  }

  /**
   * @param tokens of a sentence, and of its translation, at most
   * @return the same with another limit
   */
  public TranslatorSettings withMaxLength(int tokens) {
    return new TranslatorSettings(
        architecture,
        cell,
        embedding,
        units,
        layers,
        heads,
        dropout,
        labelSmoothing,
        learningRate,
        tokens,
        lowerCase,
        seed);
  }

  /**
   * @param lowerCase whether everything is in lower case
   * @return the same with or without upper case
   */
  public TranslatorSettings withLowerCase(boolean lowerCase) {
    return new TranslatorSettings(
        architecture,
        cell,
        embedding,
        units,
        layers,
        heads,
        dropout,
        labelSmoothing,
        learningRate,
        maxLength,
        lowerCase,
        seed);
  }

  /**
   * @param seed of the first weights
   * @return the same with another seed
   */
  public TranslatorSettings withSeed(long seed) {
    return new TranslatorSettings(
        architecture,
        cell,
        embedding,
        units,
        layers,
        heads,
        dropout,
        labelSmoothing,
        learningRate,
        maxLength,
        lowerCase,
        seed);
  }

  /**
   * @return how sentences and translations are written
   */
  public Normalization normalization() {
    return Normalization.DEFAULT.withLowerCase(lowerCase);
  }
}
