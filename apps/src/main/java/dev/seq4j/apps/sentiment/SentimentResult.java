package dev.seq4j.apps.sentiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;

/**
 * What came of {@code train sentiment}.
 *
 * @param task {@code sentiment}
 * @param recipe name of the recipe that it follows, or null
 * @param model the architecture
 * @param outcome why the training ended
 * @param validationLoss nats a review, of the weights that were kept; null if none validated
 * @param validationAccuracy 0 to 1; null if none validated
 * @param testLoss nats a review
 * @param testAccuracy 0 to 1
 * @param testReviews how many reviews the test has
 * @param iterations batches that were learnt from
 * @param trainSeconds training and validation
 * @param testSeconds classifying the test reviews, tokens given
 * @param parameters numbers that were learned
 * @param file the trained model
 * @param run the run's folder
 */
public record SentimentResult(
    String task,
    @JsonInclude(JsonInclude.Include.NON_NULL) String recipe,
    String model,
    String outcome,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double validationLoss,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double validationAccuracy,
    double testLoss,
    double testAccuracy,
    long testReviews,
    long iterations,
    double trainSeconds,
    double testSeconds,
    long parameters,
    String file,
    String run) {

  /**
   * @return the result, in a line for the reader
   */
  public String line() {
    return String.format(
        Locale.ROOT,
        "test accuracy %.2f %% on %,d reviews (loss %.4f), trained in %.0f s; model: %s",
        100 * testAccuracy,
        testReviews,
        testLoss,
        trainSeconds,
        file);
  }
}
