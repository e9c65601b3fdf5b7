package dev.seq4j.models.bag;

import dev.seq4j.core.InvalidInputException;

/**
 * What the features of a text are.
 *
 * @param nGrams the most words a feature has, 1 to 3; with 3, words, pairs and triples are features
 * @param minTexts in how many training texts a feature must be, 1 or more
 * @param weighting what its value is
 */
public record BagSettings(int nGrams, int minTexts, Weighting weighting) {

  /** Single words that two texts or more have, there or not. */
  public static final BagSettings DEFAULT = new BagSettings(1, 2, Weighting.BINARY);

  /**
   * @throws InvalidInputException if a number is out of its range
   */
  public BagSettings {
    if (nGrams < 1 || nGrams > NGrams.MAX_ORDER) {
      throw new InvalidInputException(
          "n-grams = %d: must be in [1, %d]".formatted(nGrams, NGrams.MAX_ORDER));
    }
    if (minTexts < 1) {
      throw new InvalidInputException("min texts = " + minTexts + ": must be 1 or above");
    }
    if (weighting == null) {
      throw new InvalidInputException(
          "weighting: is missing, must be one of " + String.join(", ", Weighting.names()));
    }
  }

  /**
   * @param words the most that a feature has
   * @return the same with longer or shorter n-grams
   */
  public BagSettings withNGrams(int words) {
    return new BagSettings(words, minTexts, weighting);
  }

  /**
   * @param texts in how many a feature must be
   * @return the same with another threshold
   */
  public BagSettings withMinTexts(int texts) {
    return new BagSettings(nGrams, texts, weighting);
  }

  /**
   * @param weighting what a feature's value is
   * @return the same with other values
   */
  public BagSettings withWeighting(Weighting weighting) {
    return new BagSettings(nGrams, minTexts, weighting);
  }
}
