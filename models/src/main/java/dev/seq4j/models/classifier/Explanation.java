package dev.seq4j.models.classifier;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which words moved a decision.
 *
 * <p>Weights are parts of the predicted class's log-odds, {@code ln(p / (1 - p))}: above 0 a word
 * speaks for the class, below 0 against it. Together with {@link #rest} they add up to the
 * log-odds. For a linear model that is what it computes; for a network it is gradient times input,
 * which is exact only as far as the network is linear, and the rest is what is left.
 *
 * @param prediction what the classifier makes of the text
 * @param tokens the text's words in their order; those that were not read have weight 0
 * @param terms what the model looks at, words or n-grams, each once, the weightiest first
 * @param attention what share of its attention the network gave to each of the tokens; empty for a
 *     model that does not attend
 * @param rest the part of the log-odds that no word accounts for
 */
public record Explanation(
    Prediction prediction,
    List<Weighted> tokens,
    List<Weighted> terms,
    List<Weighted> attention,
    double rest) {

  private static final Comparator<Weighted> BY_FALLING_SIZE =
      Comparator.comparingDouble((Weighted term) -> -Math.abs(term.weight()))
          .thenComparing(Weighted::text);

  public Explanation {
    tokens = List.copyOf(tokens);
    terms = List.copyOf(terms);
    attention = List.copyOf(attention);
  }

  /**
   * A word or n-gram and its part.
   *
   * @param text the word, or words with spaces between them
   * @param weight its part of the log-odds, or of the attention
   */
  public record Weighted(String text, double weight) {}

  /**
   * Adds up the weights of equal terms.
   *
   * @param parts terms, some of them more than once
   * @return each once, the weightiest first
   */
  public static List<Weighted> summed(Iterable<Weighted> parts) {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (Weighted part : parts) {
      sums.merge(part.text(), part.weight(), Double::sum);
    }
    return sums.entrySet().stream()
        .map(sum -> new Weighted(sum.getKey(), sum.getValue()))
        .sorted(BY_FALLING_SIZE)
        .toList();
  }
}
