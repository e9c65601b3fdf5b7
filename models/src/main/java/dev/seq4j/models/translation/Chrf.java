package dev.seq4j.models.translation;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * chrF2 of a test set: how many sequences of characters translations and references share
 * (Popovi&#263; 2015), as sacreBLEU computes it with its defaults.
 *
 * <pre>
 *   chrF = 100 (1 + b^2) P R / (b^2 P + R),  b = 2
 * </pre>
 *
 * <p>P and R are precision and recall of sequences of n characters in all sentences together, each
 * averaged over n = 1 to 6; an n that translations or references have no sequence of is left out.
 * White space does not count, case does. Of several references of a sentence the one counts that
 * gives it the highest chrF. sacreBLEU's signature of all this is {@code
 * case:mixed|eff:yes|nc:6|nw:0|space:no}.
 *
 * @param score from 0 to 100
 */
public record Chrf(double score) {

  private static final int ORDER = 6;
  private static final int BETA = 2;

  /** Sequences in a translation, in its reference and in both, by their length. */
  private record Counts(long[] hypothesis, long[] reference, long[] both) {

    Counts() {
      this(new long[ORDER], new long[ORDER], new long[ORDER]);
    }

    void add(Counts more) {
      for (int n = 0; n < ORDER; n++) {
        hypothesis[n] += more.hypothesis[n];
        reference[n] += more.reference[n];
        both[n] += more.both[n];
      }
    }

    double chrf() {
      double precision = 0;
      double recall = 0;
      int lengths = 0;
      for (int n = 0; n < ORDER; n++) {
        if (hypothesis[n] > 0 && reference[n] > 0) {
          precision += (double) both[n] / hypothesis[n];
          recall += (double) both[n] / reference[n];
          lengths++;
        }
      }
      // Sums and not means: of the three divisions by their number one is left.
      double denominator = BETA * BETA * precision + recall;
      return denominator == 0
          ? 0
          : 100 * (1 + BETA * BETA) * precision * recall / denominator / lengths;
    }
  }

  /**
   * @param hypotheses a translation of each sentence, as it would be printed
   * @param references for each sentence what people translated it to, one or more
   * @return how near the translations are
   * @throws InvalidInputException if there is no translation, or a sentence has no reference
   */
  public static Chrf of(List<String> hypotheses, List<List<String>> references) {
    References.require(hypotheses, references);
    Counts total = new Counts();
    for (int i = 0; i < hypotheses.size(); i++) {
      List<Map<String, Integer>> hypothesis = sequences(hypotheses.get(i));
      Counts best = null;
      for (String reference : references.get(i)) {
        Counts counts = compare(hypothesis, sequences(reference));
        best = best == null || counts.chrf() > best.chrf() ? counts : best;
      }
      total.add(best);
    }
    return new Chrf(total.chrf());
  }

  /** The sequences of a text with their counts, by their length. */
  private static List<Map<String, Integer>> sequences(String text) {
    String dense = String.join("", MtevalTokenizer.words(text));
    int[] places = new int[dense.codePointCount(0, dense.length()) + 1];
    for (int i = 1; i < places.length; i++) {
      places[i] = dense.offsetByCodePoints(places[i - 1], 1);
    }
    List<Map<String, Integer>> sequences = new ArrayList<>();
    for (int n = 1; n <= ORDER; n++) {
      Map<String, Integer> counts = new HashMap<>();
      for (int i = 0; i + n < places.length; i++) {
        counts.merge(dense.substring(places[i], places[i + n]), 1, Integer::sum);
      }
      sequences.add(counts);
    }
    return sequences;
  }

  private static Counts compare(
      List<Map<String, Integer>> hypothesis, List<Map<String, Integer>> reference) {
    Counts counts = new Counts();
    for (int n = 0; n < ORDER; n++) {
      Map<String, Integer> known = reference.get(n);
      counts.reference[n] = known.values().stream().mapToInt(Integer::intValue).sum();
      for (Map.Entry<String, Integer> sequence : hypothesis.get(n).entrySet()) {
        // As sacreBLEU has it: what no reference could hold is not held against a translation.
        counts.hypothesis[n] += known.isEmpty() ? 0 : sequence.getValue();
        counts.both[n] += Math.min(sequence.getValue(), known.getOrDefault(sequence.getKey(), 0));
      }
    }
    return counts;
  }

  /** Returns a line as sacreBLEU prints it. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "chrF2 = %.2f", score);
  }
}
