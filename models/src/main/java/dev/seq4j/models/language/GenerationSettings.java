package dev.seq4j.models.language;

import dev.seq4j.core.InvalidInputException;

/**
 * How a {@link LanguageModel} writes.
 *
 * @param length tokens to write, 1 or more
 * @param temperature divides the logits: below 1 the likely gets likelier, above 1 rarer tokens
 *     come; 0 always takes the likeliest
 * @param seed same seed, same text
 */
public record GenerationSettings(int length, double temperature, long seed) {

  /** The lecture's: 200 tokens at temperature 0.8. */
  public static final GenerationSettings DEFAULT = new GenerationSettings(200, 0.8, 123);

  public GenerationSettings {
    if (length < 1) {
      throw new InvalidInputException("length = " + length + ": must be 1 or above");
    }
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw new InvalidInputException(
          "temperature = " + temperature + ": must be 0 (greedy) or above");
    }
  }

  /**
   * @param tokens to write
   * @return the same with another length
   */
  public GenerationSettings withLength(int tokens) {
    return new GenerationSettings(tokens, temperature, seed);
  }

  /**
   * @param value divides the logits
   * @return the same with another temperature
   */
  public GenerationSettings withTemperature(double value) {
    return new GenerationSettings(length, value, seed);
  }

  /**
   * @param value of the random numbers
   * @return the same with another seed
   */
  public GenerationSettings withSeed(long value) {
    return new GenerationSettings(length, temperature, value);
  }
}
