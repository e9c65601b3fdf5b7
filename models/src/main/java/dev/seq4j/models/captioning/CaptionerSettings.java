package dev.seq4j.models.captioning;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.network.Cell;
import dev.seq4j.models.network.Hyperparameters;

/**
 * The hyper-parameters of a {@link Captioner}.
 *
 * @param width of a picture in pixels, a multiple of {@value #SIDES} and no less than twice that
 * @param height of a picture in pixels, likewise
 * @param maps of the first convolution, 1 or more; the second has twice as many, the third four
 *     times
 * @param cell of the decoder, GRU or LSTM
 * @param embedding size of a word's vector, 1 or more
 * @param units of the decoder, 2 or more; the attention has half as many
 * @param learningRate of Adam, above 0
 * @param maxLength words of a caption at most, 1 or more
 * @param seed of the first weights
 */
public record CaptionerSettings(
    int width,
    int height,
    int maps,
    Cell cell,
    int embedding,
    int units,
    double learningRate,
    int maxLength,
    long seed) {

  /** The sides of a picture are multiples of this, which is what three convolutions divide by. */
  public static final int SIDES = PictureEncoder.SIDES;

  /**
   * @throws InvalidInputException if a number is out of its range
   */
  public CaptionerSettings {
    PictureEncoder.requireSide("width", width);
    PictureEncoder.requireSide("height", height);
    Hyperparameters.requireAtLeastOne("maps", maps);
    if (cell == null || cell == Cell.RNN) {
      throw new InvalidInputException("cell = " + cell + ": must be GRU or LSTM");
    }
    Hyperparameters.requireAtLeastOne("embedding", embedding);
    if (units < 2) {
      throw new InvalidInputException("units = " + units + ": must be 2 or above");
    }
    Hyperparameters.requireLearningRate(learningRate);
    Hyperparameters.requireAtLeastOne("max length", maxLength);
  }

  /**
   * @param width of a picture in pixels
   * @param height of a picture in pixels
   * @return settings that learn simple drawings in a minute or two
   */
  public static CaptionerSettings of(int width, int height) {
    return new CaptionerSettings(width, height, 16, Cell.GRU, 32, 128, 0.003, 20, 123);
  }

  /**
   * @param maps of the first convolution
   * @return the same with other convolutions
   */
  public CaptionerSettings withMaps(int maps) {
    return new CaptionerSettings(
        width, height, maps, cell, embedding, units, learningRate, maxLength, seed);
  }

  /**
   * @param cell of the decoder
   * @return the same with another cell
   */
  public CaptionerSettings withCell(Cell cell) {
    return new CaptionerSettings(
        width, height, maps, cell, embedding, units, learningRate, maxLength, seed);
  }

  /**
   * @param size of a word's vector
   * @return the same with another embedding
   */
  public CaptionerSettings withEmbedding(int size) {
    return new CaptionerSettings(
        width, height, maps, cell, size, units, learningRate, maxLength, seed);
  }

  /**
   * @param units of the decoder
   * @return the same with another decoder
   */
  public CaptionerSettings withUnits(int units) {
    return new CaptionerSettings(
        width, height, maps, cell, embedding, units, learningRate, maxLength, seed);
  }

  /**
   * @param rate of Adam
   * @return the same with another learning rate
   */
  public CaptionerSettings withLearningRate(double rate) {
    return new CaptionerSettings(
        width, height, maps, cell, embedding, units, rate, maxLength, seed);
  }

  /**
   * @param seed of the first weights
   * @return the same with other first weights
   */
  public CaptionerSettings withSeed(long seed) {
    return new CaptionerSettings(
        width, height, maps, cell, embedding, units, learningRate, maxLength, seed);
  }
}
