package dev.seq4j.models.forecast;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Hyperparameters;

/**
 * The hyper-parameters of a {@link Forecaster}.
 *
 * @param cell of the recurrent layer
 * @param units of it, 1 or more
 * @param window rows of the series that it reads, 1 or more
 * @param dropout probability that a unit is dropped in training, in [0, 1)
 * @param learningRate of Adam, above 0
 * @param seed of the first weights
 */
public record ForecastSettings(
    Cell cell, int units, int window, double dropout, double learningRate, long seed) {

  /** Small, since there is little to be learned from prices and much to be learned by heart. */
  public static final ForecastSettings DEFAULT =
      new ForecastSettings(Cell.LSTM, 16, 20, 0.2, 0.003, 1);

  /**
   * @throws InvalidInputException if a setting is out of its range
   */
  public ForecastSettings {
    if (cell == null) {
      throw new InvalidInputException("cell: is missing");
    }
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireAtLeastOne("window", window);
    Hyperparameters.requireDropout(dropout);
    Hyperparameters.requireLearningRate(learningRate);
  }
}
