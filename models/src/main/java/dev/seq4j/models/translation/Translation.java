package dev.seq4j.models.translation;

import dev.seq4j.models.decoding.BeamSearch;
import java.util.List;

/**
 * What came of a sentence.
 *
 * @param text the translation; empty if there is none
 * @param problem why there is none, such as {@code is empty}; null if there is one
 * @param score of the translation, by which {@link BeamSearch} chose it; NaN if there is none
 * @param source tokens of the sentence
 * @param target tokens of the translation
 * @param attention {@code [target + 1, source]}, how much each token of the translation and its end
 *     had to do with each token of the sentence; each row sums to 1. Null if nobody asked
 */
public record Translation(
    String text,
    String problem,
    double score,
    List<String> source,
    List<String> target,
    float[][] attention) {

  public Translation {
    source = List.copyOf(source);
    target = List.copyOf(target);
  }

  static Translation refused(String problem) {
    return new Translation("", problem, Double.NaN, List.of(), List.of(), null);
  }

  /**
   * @return whether the sentence was translated
   */
  public boolean done() {
    return problem == null;
  }
}
