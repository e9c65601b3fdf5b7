package dev.seq4j.models.classifier;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.bag.BagSettings;
import dev.seq4j.models.bag.Weighting;
import java.util.function.Function;

/**
 * The hyper-parameters of a {@link LinearClassifier}.
 *
 * @param architecture {@link ClassifierArchitecture#BAG_OF_WORDS}
 * @param bag what the features of a text are
 * @param naiveBayes whether each feature is weighted by its log-count ratio, as in NBSVM; false for
 *     plain logistic regression
 * @param interpolation how far the weights are those of the regression rather than their mean size,
 *     in [0, 1]: 0 is naive Bayes, 1 the regression alone
 * @param cost of a wrong answer against large weights, LIBLINEAR's C, above 0
 */
public record LinearSettings(
    ClassifierArchitecture architecture,
    BagSettings bag,
    boolean naiveBayes,
    double interpolation,
    double cost)
    implements ClassifierSettings {

  /** Words, pairs and triples with log-count ratios; what was best on IMDB. */
  public static final LinearSettings DEFAULT =
      new LinearSettings(
          ClassifierArchitecture.BAG_OF_WORDS,
          new BagSettings(3, 2, Weighting.BINARY),
          true,
          0.75,
          4);

  /**
   * @throws InvalidInputException if a setting is missing or out of its range
   */
  public LinearSettings {
    if (ClassifierSettings.requireNamed(architecture).isNetwork()) {
      throw new InvalidInputException(
          "architecture = %s: must be %s for a linear model"
              .formatted(architecture, ClassifierArchitecture.BAG_OF_WORDS));
    }
    if (bag == null) {
      throw new InvalidInputException("bag: is missing");
    }
    if (!(interpolation >= 0 && interpolation <= 1)) {
      throw new InvalidInputException("interpolation = " + interpolation + ": must be in [0, 1]");
    }
    if (!naiveBayes && interpolation != 1) {
      throw new InvalidInputException(
          "interpolation = " + interpolation + ": must be 1 without naive Bayes");
    }
    if (!(cost > 0) || Double.isInfinite(cost)) {
      throw new InvalidInputException("cost = " + cost + ": must be above 0");
    }
  }

  @Override
  public <R> R match(Function<LinearSettings, R> linear, Function<NetworkSettings, R> network) {
    return linear.apply(this);
  }

  /**
   * @param bag what the features of a text are
   * @return the same with other features
   */
  public LinearSettings withBag(BagSettings bag) {
    return new LinearSettings(architecture, bag, naiveBayes, interpolation, cost);
  }

  /**
   * @return the same without log-count ratios: logistic regression
   */
  public LinearSettings withoutNaiveBayes() {
    return new LinearSettings(architecture, bag, false, 1, cost);
  }

  /**
   * @param share in [0, 1], 0 for naive Bayes and 1 for the regression alone
   * @return the same with another interpolation
   */
  public LinearSettings withInterpolation(double share) {
    return new LinearSettings(architecture, bag, naiveBayes, share, cost);
  }

  /**
   * @param cost of a wrong answer
   * @return the same with another cost
   */
  public LinearSettings withCost(double cost) {
    return new LinearSettings(architecture, bag, naiveBayes, interpolation, cost);
  }
}
