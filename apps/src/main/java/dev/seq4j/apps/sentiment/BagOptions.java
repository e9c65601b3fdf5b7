package dev.seq4j.apps.sentiment;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.bag.BagSettings;
import dev.seq4j.models.bag.Weighting;
import dev.seq4j.models.classifier.LinearSettings;
import picocli.CommandLine.Option;

/** Options of a model that reads bags of words. */
final class BagOptions {

  @Option(
      names = "--n-grams",
      paramLabel = "N",
      description = "Most words of a feature, 1 to 3 (default: the model's).")
  private Integer nGrams;

  @Option(
      names = "--min-texts",
      paramLabel = "N",
      description = "Reviews that must have a feature (default: the model's).")
  private Integer minTexts;

  @Option(
      names = "--weighting",
      paramLabel = "NAME",
      converter = ClassifierNames.Weightings.class,
      completionCandidates = ClassifierNames.WeightingCandidates.class,
      description = "Value of a feature: ${COMPLETION-CANDIDATES} (default: the model's).")
  private Weighting weighting;

  @Option(
      names = "--no-naive-bayes",
      description = "Plain logistic regression, without log-count ratios.")
  private boolean noNaiveBayes;

  @Option(
      names = "--interpolation",
      paramLabel = "SHARE",
      description =
          "From naive Bayes alone, 0, to the regression on its ratios, 1 (default: the model's).")
  private Double interpolation;

  @Option(
      names = "--cost",
      paramLabel = "C",
      description = "Of wrong answers against large weights (default: the model's).")
  private Double cost;

  /**
   * @param defaults of the model
   * @return these with what was given
   */
  LinearSettings over(LinearSettings defaults) {
    LinearSettings settings = noNaiveBayes ? defaults.withoutNaiveBayes() : defaults;
    settings = settings.withBag(over(settings.bag()));
    settings = interpolation == null ? settings : settings.withInterpolation(interpolation);
    return cost == null ? settings : settings.withCost(cost);
  }

  /**
   * @param defaults of the model
   * @return these with what was given
   */
  BagSettings over(BagSettings defaults) {
    BagSettings settings = defaults;
    settings = nGrams == null ? settings : settings.withNGrams(nGrams);
    settings = minTexts == null ? settings : settings.withMinTexts(minTexts);
    return weighting == null ? settings : settings.withWeighting(weighting);
  }

  /**
   * @throws InvalidInputException if an option was given that only a linear model has
   */
  void refuseLinear(String model) {
    if (noNaiveBayes || interpolation != null || cost != null) {
      throw new InvalidInputException(
          "--no-naive-bayes, --interpolation, --cost: are for bag-of-words, not for " + model);
    }
  }
}
