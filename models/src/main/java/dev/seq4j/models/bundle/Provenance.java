package dev.seq4j.models.bundle;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from.
 *
 * @param data the data it was trained on, in a line for the reader
 * @param digest SHA-256 of that data, or empty if unknown
 * @param seed of the training
 * @param metrics what was measured, such as {@code test accuracy}
 */
public record Provenance(String data, String digest, long seed, Map<String, Double> metrics) {

  /** A model of which nothing is known. */
  public static final Provenance UNKNOWN = new Provenance("unknown", "", 0, Map.of());

  public Provenance {
    metrics = Map.copyOf(metrics);
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
