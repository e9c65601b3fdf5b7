package dev.seq4j.models.bundle;

import dev.seq4j.core.InvalidInputException;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where a model comes from.
 *
 * @param data the data it was trained on, in a line for the reader
 * @param digest SHA-256 of that data, or empty if unknown
 * @param seed of the training
 * @param metrics what was measured, such as {@code test accuracy}, in alphabetical order; a number
 *     may be NaN
 */
public record Provenance(String data, String digest, long seed, Map<String, Double> metrics) {

  /** A model of which nothing is known. */
  public static final Provenance UNKNOWN = new Provenance("unknown", "", 0, Map.of());

  /**
   * @throws InvalidInputException if a part is missing
   */
  public Provenance {
    ModelCard.require("data", data != null);
    ModelCard.require("digest", digest != null);
    ModelCard.require(
        "metrics", metrics != null && metrics.values().stream().allMatch(Objects::nonNull));
    // Sorted, so that equal provenances are written alike.
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /**
   * @param name what was measured
   * @param value the number
   * @return the same with one more metric
   */
  public Provenance withMetric(String name, double value) {
    Map<String, Double> more = new TreeMap<>(metrics);
    more.put(name, value);
    return new Provenance(data, digest, seed, more);
  }
}
