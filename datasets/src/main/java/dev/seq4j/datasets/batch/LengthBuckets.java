package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;

/**
 * How texts are put into batches of about the same length, so that little is padded.
 *
 * <p>To train, each epoch sorts the texts by <i>length times a random factor in [1 - noise, 1 +
 * noise]</i>, cuts this order into batches and shuffles the batches. The noise is what gives a text
 * other company in each epoch; it costs about as large a share of padding: at the default of
 * {@value #DEFAULT_LENGTH_NOISE}, 3.3 % of the cells of 25,000 IMDB-like texts in batches of 128,
 * of which two meet again in the next epoch 9 times in 100. (AllenNLP's bucket sampler works the
 * same way.)
 *
 * <p>To evaluate, texts are sorted by length and nothing is random, the longest first, so that too
 * little memory shows at once.
 *
 * <p>Either way rows stand in falling length inside a batch, and which texts are in which row is a
 * function of the lengths, these settings, and the number of the epoch alone.
 *
 * @param batchSize most texts a batch, 1 or more
 * @param maxTokens most cells a batch, padding included: batches of long texts have fewer rows then
 * @param lengthNoise 0 to below 1; 0 for the least padding
 * @param seed of the order
 * @param shuffled true to train, false to evaluate
 */
public record LengthBuckets(
    int batchSize, int maxTokens, double lengthNoise, long seed, boolean shuffled) {

  /** Noise on the length by which texts are sorted to train. */
  public static final double DEFAULT_LENGTH_NOISE = 0.04;

  /** No limit on the cells of a batch. */
  public static final int ANY_NUMBER_OF_TOKENS = Integer.MAX_VALUE;

  /**
   * @throws InvalidInputException if a number is out of its range
   */
  public LengthBuckets {
    requireBatchSize(batchSize);
    if (maxTokens < 1) {
      throw new InvalidInputException("max tokens = " + maxTokens + ": must be 1 or above");
    }
    if (!(lengthNoise >= 0 && lengthNoise < 1)) {
      throw new InvalidInputException("length noise = " + lengthNoise + ": must be in [0, 1)");
    }
  }

  /**
   * @param batchSize most texts a batch, 1 or more
   * @param seed of the order
   * @return batches in another order and company each epoch
   */
  public static LengthBuckets forTraining(int batchSize, long seed) {
    return new LengthBuckets(batchSize, ANY_NUMBER_OF_TOKENS, DEFAULT_LENGTH_NOISE, seed, true);
  }

  /**
   * @param batchSize most texts a batch, 1 or more
   * @return the same batches each epoch, with the least padding
   */
  public static LengthBuckets forEvaluation(int batchSize) {
    return new LengthBuckets(batchSize, ANY_NUMBER_OF_TOKENS, 0, 0, false);
  }

  /**
   * @param maxTokens most cells a batch, at least the length of the longest text
   * @return these settings with that limit
   */
  public LengthBuckets withMaxTokens(int maxTokens) {
    return new LengthBuckets(batchSize, maxTokens, lengthNoise, seed, shuffled);
  }

  /**
   * @param lengthNoise 0 to below 1; the larger the more random and the more padding
   * @return these settings with that noise
   */
  public LengthBuckets withLengthNoise(double lengthNoise) {
    return new LengthBuckets(batchSize, maxTokens, lengthNoise, seed, shuffled);
  }

  static int requireBatchSize(int batchSize) {
    if (batchSize < 1) {
      throw new InvalidInputException("batch size = " + batchSize + ": must be 1 or above");
    }
    return batchSize;
  }
}
