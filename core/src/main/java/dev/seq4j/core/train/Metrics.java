package dev.seq4j.core.train;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How well a network predicts the labels of a data set.
 *
 * @param loss mean cross-entropy, in nats a label; where labels are numbers, the mean of the output
 *     layer's loss, such as the squared error
 * @param accuracy share of labels that are the most probable class, 0 to 1; NaN where labels are
 *     numbers
 * @param labels how many labels were compared: texts for a classifier, tokens for a language model
 */
public record Metrics(double loss, double accuracy, long labels) {

  /**
   * @return whether labels are classes, of which one can be the most probable
   */
  public boolean hasAccuracy() {
    return !Double.isNaN(accuracy);
  }

  /**
   * @return the loss in bits a label
   */
  @JsonIgnore
  public double bits() {
    return loss / Math.log(2);
  }

  /**
   * @return {@code exp(loss)}: between how many equally likely classes the network wavers
   */
  @JsonIgnore
  public double perplexity() {
    return Math.exp(loss);
  }
}
