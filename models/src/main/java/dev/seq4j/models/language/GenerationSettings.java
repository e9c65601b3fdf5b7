package dev.seq4j.models.language;

import dev.seq4j.core.InvalidInputException;

/**
 * How a {@link LanguageModel} writes. The probabilities of the next token are changed in the order
 * of the components: repetition penalty, temperature, the k likeliest, the likeliest that make p.
 *
 * @param length tokens to write at most, 1 or more
 * @param repetitionPenalty what the log-probability of a token is multiplied by if it is among the
 *     last {@value #REMEMBERED}, 1 or more; 1 is off (after Keskar et al. 2019)
 * @param temperature divides the logits: below 1 the likely gets likelier, above 1 rarer tokens
 *     come; 0 always takes the likeliest
 * @param topK only so many of the likeliest tokens may come (Fan et al. 2018); 0 for all
 * @param topP only the likeliest tokens that make this probability together may come (Holtzman et
 *     al. 2020), in (0, 1]; 1 for all
 * @param stop ends the text when it occurs, and is not part of it; empty for none
 * @param seed same seed, same text
 */
public record GenerationSettings(
    int length,
    double repetitionPenalty,
    double temperature,
    int topK,
    double topP,
    String stop,
    long seed) {

  /** How many tokens back the repetition penalty looks. */
  public static final int REMEMBERED = 64;

  /** The lecture's: 200 tokens at temperature 0.8. */
  public static final GenerationSettings DEFAULT =
      new GenerationSettings(200, 1, 0.8, 0, 1, "", 123);

  public GenerationSettings {
    if (length < 1) {
      throw new InvalidInputException("length = " + length + ": must be 1 or above");
    }
    if (!(repetitionPenalty >= 1) || Double.isInfinite(repetitionPenalty)) {
      throw new InvalidInputException(
          "repetition penalty = " + repetitionPenalty + ": must be 1 (none) or above");
    }
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw new InvalidInputException(
          "temperature = " + temperature + ": must be 0 (greedy) or above");
    }
    if (topK < 0) {
      throw new InvalidInputException("top k = " + topK + ": must be 0 (all tokens) or above");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new InvalidInputException("top p = " + topP + ": must be in (0, 1]");
    }
  }

  /**
   * @param tokens to write at most
   * @return the same with another length
   */
  public GenerationSettings withLength(int tokens) {
    return new GenerationSettings(tokens, repetitionPenalty, temperature, topK, topP, stop, seed);
  }

  /**
   * @param penalty what a repeated token's log-probability is multiplied by
   * @return the same with another repetition penalty
   */
  public GenerationSettings withRepetitionPenalty(double penalty) {
    return new GenerationSettings(length, penalty, temperature, topK, topP, stop, seed);
  }

  /**
   * @param value divides the logits
   * @return the same with another temperature
   */
  public GenerationSettings withTemperature(double value) {
    return new GenerationSettings(length, repetitionPenalty, value, topK, topP, stop, seed);
  }

  /**
   * @param tokens that may come, 0 for all
   * @return the same with another k
   */
  public GenerationSettings withTopK(int tokens) {
    return new GenerationSettings(length, repetitionPenalty, temperature, tokens, topP, stop, seed);
  }

  /**
   * @param probability that the tokens that may come have together
   * @return the same with another p
   */
  public GenerationSettings withTopP(double probability) {
    return new GenerationSettings(
        length, repetitionPenalty, temperature, topK, probability, stop, seed);
  }

  /**
   * @param text that ends what is written
   * @return the same with another stop
   */
  public GenerationSettings withStop(String text) {
    return new GenerationSettings(length, repetitionPenalty, temperature, topK, topP, text, seed);
  }

  /**
   * @param value of the random numbers
   * @return the same with another seed
   */
  public GenerationSettings withSeed(long value) {
    return new GenerationSettings(length, repetitionPenalty, temperature, topK, topP, stop, value);
  }
}
