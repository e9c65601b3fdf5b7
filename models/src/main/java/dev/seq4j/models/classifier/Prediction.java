package dev.seq4j.models.classifier;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
   * @param labels names of the classes
   * @param values their probabilities, in the same order
   * @return the likeliest of them
   */
  static Prediction of(List<String> labels, double[] values) {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    int best = 0;
    for (int c = 0; c < values.length; c++) {
      probabilities.put(labels.get(c), values[c]);
      best = values[c] > values[best] ? c : best;
    }
    return new Prediction(labels.get(best), probabilities);
  }

  /**
   * @return the probability of the label
   */
  public double confidence() {
    return probabilities.get(label);
  }
}
