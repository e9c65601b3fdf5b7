package dev.seq4j.models.translation;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BLEU of a test set (Papineni et al. 2002), as sacreBLEU computes it with its defaults (Post
 * 2018).
 *
 * <pre>
 *   BLEU = BP (p_1 p_2 p_3 p_4)^(1/4)      BP = min(1, exp(1 - r / h))
 * </pre>
 *
 * <p>p_n is how many per cent of the translations' n-grams are in a reference, each counted at most
 * as often as in the reference that has it most often; h is the length of all translations in
 * tokens, r that of the references, of several for a sentence the one nearest in length, the
 * shorter of two. Tokens are those of mteval-v13a, case counts, and a precision of zero is smoothed
 * exponentially: the k-th of them is 100 / (2^k n-grams). sacreBLEU's signature of all this is
 * {@code case:mixed|eff:no|tok:13a|smooth:exp}.
 *
 * @param score BLEU, from 0 to 100
 * @param precisions p_1 to p_4, in per cent, after smoothing
 * @param brevityPenalty BP, from 0 to 1
 * @param hypothesisLength h
 * @param referenceLength r
 */
public record Bleu(
    double score,
    List<Double> precisions,
    double brevityPenalty,
    long hypothesisLength,
    long referenceLength) {

  private static final int ORDER = 4;

  public Bleu {
    precisions = List.copyOf(precisions);
  }

  /**
   * @param hypotheses a translation of each sentence, as it would be printed
   * @param references for each sentence what people translated it to, one or more
   * @return how near the translations are
   * @throws InvalidInputException if there is no translation, or a sentence has no reference
   */
  public static Bleu of(List<String> hypotheses, List<List<String>> references) {
    References.require(hypotheses, references);
    long[] correct = new long[ORDER];
    long[] total = new long[ORDER];
    long hypothesisLength = 0;
    long referenceLength = 0;
    for (int i = 0; i < hypotheses.size(); i++) {
      List<String> hypothesis = MtevalTokenizer.tokenize(hypotheses.get(i));
      Map<String, Integer> most = new HashMap<>();
      int nearest = Integer.MAX_VALUE;
      for (String text : references.get(i)) {
        List<String> reference = MtevalTokenizer.tokenize(text);
        nearest = nearer(nearest, reference.size(), hypothesis.size());
        for (int n = 1; n <= ORDER; n++) {
          ngrams(reference, n).forEach((ngram, count) -> most.merge(ngram, count, Math::max));
        }
      }
      hypothesisLength += hypothesis.size();
      referenceLength += nearest;
      for (int n = 1; n <= ORDER; n++) {
        for (Map.Entry<String, Integer> ngram : ngrams(hypothesis, n).entrySet()) {
          total[n - 1] += ngram.getValue();
          correct[n - 1] += Math.min(ngram.getValue(), most.getOrDefault(ngram.getKey(), 0));
        }
      }
    }
    return of(correct, total, hypothesisLength, referenceLength);
  }

  /** Tokens hold no spaces, so an n-gram is a text, and its order shows. */
  private static Map<String, Integer> ngrams(List<String> tokens, int n) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i + n <= tokens.size(); i++) {
      counts.merge(String.join(" ", tokens.subList(i, i + n)), 1, Integer::sum);
    }
    return counts;
  }

  private static int nearer(int best, int length, int wanted) {
    int distance = Math.abs(length - wanted);
    int bestDistance = Math.abs(best - wanted);
    return distance < bestDistance || distance == bestDistance && length < best ? length : best;
  }

  private static Bleu of(
      long[] correct, long[] total, long hypothesisLength, long referenceLength) {
    double brevityPenalty =
        hypothesisLength >= referenceLength
            ? 1
            : hypothesisLength == 0 ? 0 : Math.exp(1 - (double) referenceLength / hypothesisLength);
    List<Double> precisions = new ArrayList<>();
    double smoothing = 1;
    double logarithms = 0;
    for (int n = 0; n < ORDER; n++) {
      double precision = 0; // without any n-gram of this order, or any word that is right
      if (correct[n] > 0) {
        precision = 100.0 * correct[n] / total[n];
      } else if (correct[0] > 0 && total[n] > 0) {
        smoothing *= 2;
        precision = 100 / (smoothing * total[n]);
      }
      precisions.add(precision);
      logarithms += Math.log(precision);
    }
    double score = brevityPenalty * Math.exp(logarithms / ORDER);
    return new Bleu(score, precisions, brevityPenalty, hypothesisLength, referenceLength);
  }

  /** Returns a line as sacreBLEU prints it. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "BLEU = %.2f %.1f/%.1f/%.1f/%.1f (BP = %.3f ratio = %.3f hyp_len = %d ref_len = %d)",
        score,
        precisions.get(0),
        precisions.get(1),
        precisions.get(2),
        precisions.get(3),
        brevityPenalty,
        (double) hypothesisLength / Math.max(1, referenceLength),
        hypothesisLength,
        referenceLength);
  }
}
