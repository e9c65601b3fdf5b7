package dev.seq4j.datasets.translation;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.SentencePair;
import dev.seq4j.datasets.batch.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Pairs divided at random into a part to learn from, one to validate on and one to be tested with,
 * by their sentences: no sentence of one part, in whatever case, is in another. A function of the
 * pairs, the shares and the seed.
 *
 * @param train to learn from
 * @param validation to choose the best weights by; may be empty
 * @param test to be tested with, once
 */
public record TranslationParts(
    List<SentencePair> train, List<SentencePair> validation, List<SentencePair> test) {

  /**
   * Shares of the distinct sentences.
   *
   * @param validation that validate, 0 for none
   * @param test that test, above 0; below 1 with the other
   */
  public record Shares(double validation, double test) {

    /** One in twenty each. */
    public static final Shares DEFAULT = new Shares(0.05, 0.05);

    /**
     * @throws InvalidInputException if a share is out of its range
     */
    public Shares {
      if (!(validation >= 0 && validation < 1)) {
        throw new InvalidInputException(
            "validation share = " + validation + ": must be 0 or above and below 1");
      }
      if (!(test > 0 && test < 1 - validation)) {
        throw new InvalidInputException(
            "test share = %s: must be above 0 and below %s".formatted(test, 1 - validation));
      }
    }
  }

  public TranslationParts {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /**
   * @param pairs of three distinct sentences or more, two if none validates
   * @param shares of the parts
   * @param seed of the choice
   * @return the parts, in the order of the pairs, each with at least one sentence, but for that
   *     which validates if its share is 0
   * @throws InvalidInputException if there are too few sentences
   */
  public static TranslationParts of(List<SentencePair> pairs, Shares shares, long seed) {
    long sentences = Arrays.stream(sentences(pairs)).distinct().count();
    boolean validated = shares.validation() > 0;
    if (sentences < (validated ? 3 : 2)) {
      throw new InvalidInputException(
          validated
              ? "sentences = %d: must be 3 or above to train, to validate and to test with"
                  .formatted(sentences)
              : "sentences = %d: must be 2 or above to train and to test with"
                  .formatted(sentences));
    }
    Split test = Split.grouped(sentences(pairs), shares.test(), seed);
    List<SentencePair> others = select(pairs, test.train());
    if (!validated) {
      return new TranslationParts(others, List.of(), select(pairs, test.validation()));
    }
    // The same seed again would choose alike from a list that is nearly the same.
    Split validation =
        Split.grouped(sentences(others), shares.validation() / (1 - shares.test()), ~seed);
    return new TranslationParts(
        select(others, validation.train()),
        select(others, validation.validation()),
        select(pairs, test.validation()));
  }

  /** Numbers the sentences of pairs; equal ones alike, whatever their case. */
  private static int[] sentences(List<SentencePair> pairs) {
    Map<String, Integer> numbers = new HashMap<>();
    return pairs.stream()
        .mapToInt(
            pair ->
                numbers.computeIfAbsent(
                    pair.source().toLowerCase(Locale.ROOT), sentence -> numbers.size()))
        .toArray();
  }

  private static List<SentencePair> select(List<SentencePair> pairs, int[] chosen) {
    return Arrays.stream(chosen).mapToObj(pairs::get).toList();
  }

  /**
   * Gathers what a sentence may be translated to.
   *
   * @param pairs such as those to test with
   * @return for each distinct sentence, in the order of the pairs, all its distinct translations
   */
  public static Map<String, List<String>> references(List<SentencePair> pairs) {
    Map<String, List<String>> references = new LinkedHashMap<>();
    for (SentencePair pair : pairs) {
      List<String> known = references.computeIfAbsent(pair.source(), source -> new ArrayList<>());
      if (!known.contains(pair.target())) {
        known.add(pair.target());
      }
    }
    return references;
  }

  /** Without the pairs, of which there are too many to show. */
  @Override
  public String toString() {
    return "TranslationParts[%d to train, %d to validate, %d to test]"
        .formatted(train.size(), validation.size(), test.size());
  }
}
