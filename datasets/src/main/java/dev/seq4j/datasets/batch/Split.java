package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.util.Arrays;

/**
 * Texts divided at random into a part to train on and a part to validate on.
 *
 * <p>A function of the number of texts (or their labels), the fraction and the seed, on every
 * machine and Java version. Every text is in exactly one part; each part has at least one text and
 * lists its texts in rising order.
 */
public final class Split {

  /** One text in five validates. */
  public static final double DEFAULT_VALIDATION_FRACTION = 0.2;

  private final int[] train;
  private final int[] validation;

  private Split(boolean[] validates) {
    int[] train = new int[validates.length];
    int[] validation = new int[validates.length];
    int trains = 0;
    int validating = 0;
    for (int i = 0; i < validates.length; i++) {
      if (validates[i]) {
        validation[validating++] = i;
      } else {
        train[trains++] = i;
      }
    }
    this.train = Arrays.copyOf(train, trains);
    this.validation = Arrays.copyOf(validation, validating);
  }

  /**
   * Divides texts without regard to their class.
   *
   * @param texts how many texts, 2 or more
   * @param validationFraction share of the texts that validate, above 0 and below 1, rounded to
   *     whole texts
   * @param seed of the choice
   * @return the split
   * @throws InvalidInputException if a number is out of its range
   */
  public static Split random(int texts, double validationFraction, long seed) {
    requireFraction(validationFraction);
    if (texts < 2) {
      throw new InvalidInputException(
          "texts = " + texts + ": must be 2 or above to train and to validate on");
    }
    int[] order = new int[texts];
    Arrays.setAll(order, i -> i);
    new EpochRandom(seed).shuffle(order);
    boolean[] validates = new boolean[texts];
    choose(order, 0, texts, Math.round(texts * validationFraction), validates);
    return new Split(validates);
  }

  /**
   * Divides texts so that both parts have the classes in the same proportions, to within one text.
   *
   * @param labels class of each text, from 0; each class that occurs has 2 texts or more
   * @param validationFraction share of the texts that validate, above 0 and below 1
   * @param seed of the choice
   * @return the split
   * @throws InvalidInputException if the fraction is out of its range, there is no text, or a class
   *     has a single one
   */
  public static Split stratified(int[] labels, double validationFraction, long seed) {
    requireFraction(validationFraction);
    EncodedTexts.requireSome(labels.length);
    int[] sizes = new int[Arrays.stream(labels).max().getAsInt() + 1];
    for (int label : labels) {
      sizes[label]++;
    }
    int[] ends = sizes.clone();
    Arrays.parallelPrefix(ends, Integer::sum);
    int[] next = new int[sizes.length];
    Arrays.setAll(next, label -> ends[label] - sizes[label]);
    int[] order = new int[labels.length];
    Arrays.setAll(order, i -> i);
    new EpochRandom(seed).shuffle(order);
    int[] byClass = new int[labels.length];
    for (int text : order) {
      byClass[next[labels[text]]++] = text;
    }

    boolean[] validates = new boolean[labels.length];
    for (int label = 0; label < sizes.length; label++) {
      int start = ends[label] - sizes[label];
      if (sizes[label] == 1) {
        throw new InvalidInputException(
            "class %d: has 1 text, a stratified split needs 2 or more a class".formatted(label));
      }
      if (sizes[label] > 0) {
        // Differences of rounded sums: the parts' sizes are right though each class is rounded.
        long quota =
            Math.round(ends[label] * validationFraction) - Math.round(start * validationFraction);
        choose(byClass, start, ends[label], quota, validates);
      }
    }
    return new Split(validates);
  }

  /**
   * Divides texts so that those of a group stay together: no text to validate on has a sibling
   * among those to train on.
   *
   * @param groups group of each text, from 0 to below the number of texts; there are 2 groups or
   *     more
   * @param validationFraction share of the groups that validate, above 0 and below 1, rounded to
   *     whole groups
   * @param seed of the choice
   * @return the split
   * @throws InvalidInputException if the fraction is out of its range, or there are too few groups
   */
  public static Split grouped(int[] groups, double validationFraction, long seed) {
    requireFraction(validationFraction);
    int[] distinct = Arrays.stream(groups).distinct().toArray();
    if (distinct.length < 2) {
      throw new InvalidInputException(
          "groups = " + distinct.length + ": must be 2 or above to train and to validate on");
    }
    new EpochRandom(seed).shuffle(distinct);
    boolean[] chosen = new boolean[groups.length];
    long quota = Math.round(distinct.length * validationFraction);
    choose(distinct, 0, distinct.length, quota, chosen);
    boolean[] validates = new boolean[groups.length];
    for (int text = 0; text < groups.length; text++) {
      validates[text] = chosen[groups[text]];
    }
    return new Split(validates);
  }

  /**
   * @return the texts to train on, in rising order
   */
  public int[] train() {
    return train.clone();
  }

  /**
   * @return the texts to validate on, in rising order
   */
  public int[] validation() {
    return validation.clone();
  }

  private static void choose(int[] order, int start, int end, long quota, boolean[] validates) {
    long count = Math.max(1, Math.min(end - start - 1, quota));
    for (int i = start; i < start + count; i++) {
      validates[order[i]] = true;
    }
  }

  private static void requireFraction(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new InvalidInputException("validation fraction = " + fraction + ": must be in (0, 1)");
    }
  }
}
