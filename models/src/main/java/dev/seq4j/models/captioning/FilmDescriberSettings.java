package dev.seq4j.models.captioning;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.SentencePattern;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Hyperparameters;

/**
 * The hyper-parameters of a {@link FilmDescriber}.
 *
 * @param width of a frame in pixels, a multiple of 8, 16 or above
 * @param height of a frame in pixels, likewise
 * @param pattern of the descriptions
 * @param maps of the first convolution, 1 or more; the second has twice as many, the third four
 *     times
 * @param memory of the frames before
 * @param cell of the recurrent layers
 * @param units of each layer above the convolutions, for each word or all of them, 1 or more
 * @param learningRate of Adam, above 0
 * @param seed of the first weights
 */
public record FilmDescriberSettings(
    int width,
    int height,
    SentencePattern pattern,
    int maps,
    FilmMemory memory,
    Cell cell,
    int units,
    double learningRate,
    long seed) {

  /**
   * @throws InvalidInputException if a number is out of its range
   */
  public FilmDescriberSettings {
    PictureEncoder.requireSide("width", width);
    PictureEncoder.requireSide("height", height);
    if (pattern == null) {
      throw new InvalidInputException("pattern: is missing");
    }
    Hyperparameters.requireAtLeastOne("maps", maps);
    if (memory == null) {
      throw new InvalidInputException("memory: is missing");
    }
    if (cell == null) {
      throw new InvalidInputException("cell: is missing");
    }
    Hyperparameters.requireAtLeastOne("units", units);
    Hyperparameters.requireLearningRate(learningRate);
  }

  /**
   * @param width of a frame in pixels
   * @param height of a frame in pixels
   * @param pattern of the descriptions
   * @return settings that learn simple films in a minute
   */
  public static FilmDescriberSettings of(int width, int height, SentencePattern pattern) {
    return new FilmDescriberSettings(
        width, height, pattern, 12, FilmMemory.EACH, Cell.LSTM, 48, 0.003, 123);
  }
}
