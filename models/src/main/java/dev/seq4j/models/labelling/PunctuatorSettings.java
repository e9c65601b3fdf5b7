package dev.seq4j.models.labelling;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.OverlappingWindows;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Hyperparameters;

/**
 * The hyper-parameters of a {@link Punctuator}.
 *
 * @param cell of the recurrent layers
 * @param embedding size of a word's vector, 1 or more
 * @param units of each recurrent layer in each direction, 1 or more
 * @param layers recurrent layers, 1 or more
 * @param dropout probability that an input of a layer above the first is dropped in training, in
 *     [0, 1)
 * @param embeddingDropout probability that a feature of the word vectors is dropped in training,
 *     for all words of a row, in [0, 1)
 * @param learningRate of Adam, above 0
 * @param window words that are read at once, 4 or more
 * @param seed of the first weights
 */
public record PunctuatorSettings(
    Cell cell,
    int embedding,
    int units,
    int layers,
    double dropout,
    double embeddingDropout,
    double learningRate,
    int window,
    long seed) {

  /** Learns the punctuation of a novel in a minute. */
  public static final PunctuatorSettings DEFAULT =
      new PunctuatorSettings(Cell.LSTM, 128, 128, 1, 0.5, 0.5, 0.003, 64, 123);

  /**
   * @throws InvalidInputException if a setting is missing or out of its range
   */
  public PunctuatorSettings {
    if (cell == null) {
      throw new InvalidInputException("cell: is missing");
    }
    Hyperparameters.requireAtLeastOne("embedding", embedding);
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireAtLeastOne("layers", layers);
    Hyperparameters.requireDropout(dropout);
    Hyperparameters.requireDropout("embedding dropout", embeddingDropout);
    Hyperparameters.requireLearningRate(learningRate);
    if (window < OverlappingWindows.SHORTEST) {
      throw new InvalidInputException(
          "window = %d: must be %d or above".formatted(window, OverlappingWindows.SHORTEST));
    }
  }
}
