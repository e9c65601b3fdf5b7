package dev.seq4j.models.classifier;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a classifier makes of a text.
 *
 * @param label the most probable class
 * @param probabilities of all classes, in the classifier's order; they sum to 1
 */
public record Prediction(String label, Map<String, Double> probabilities) {

  public Prediction {
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
  }

  /**
   * @return the probability of the label
   */
  public double confidence() {
    return probabilities.get(label);
  }
}
