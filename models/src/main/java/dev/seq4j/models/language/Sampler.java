package dev.seq4j.models.language;

import dev.seq4j.core.text.Vocabulary;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws the next token from the probabilities of all; never padding, never the unknown token. */
final class Sampler {

  private final GenerationSettings settings;
  private final SplittableRandom random;

  /** The last tokens, the oldest overwritten first. */
  private final int[] last = new int[GenerationSettings.REMEMBERED];

  private int remembered;
  private double[] scores = new double[0];
  private double[] sorted = new double[0];

  Sampler(GenerationSettings settings) {
    this.settings = settings;
    this.random = new SplittableRandom(settings.seed());
  }

  /**
   * @param ids tokens that stand before the text, for the repetition penalty
   */
  void remember(int... ids) {
    for (int id : ids) {
      last[remembered % last.length] = id;
      remembered++;
    }
  }

  /**
   * @param probabilities of all tokens by id, in any scale
   * @return the id of the token drawn
   * @throws IllegalStateException if the probabilities are not numbers
   */
  int next(float[] probabilities) {
    score(probabilities);
    int likeliest = likeliest();
    int drawn = settings.temperature() == 0 ? likeliest : draw(likeliest);
    remember(drawn);
    return drawn;
  }

  /** Log-probabilities of what may be written, penalised; minus infinity for the rest. */
  private void score(float[] probabilities) {
    scores = scores.length == probabilities.length ? scores : new double[probabilities.length];
    for (int id = 0; id < scores.length; id++) {
      if (Float.isNaN(probabilities[id])) {
        throw new IllegalStateException("a probability is NaN: the network's weights are spoilt");
      }
      scores[id] = writable(id) ? Math.log(probabilities[id]) : Double.NEGATIVE_INFINITY;
    }
    if (settings.repetitionPenalty() != 1) {
      penalise();
    }
  }

  private void penalise() {
    int known = Math.min(remembered, last.length);
    for (int i = 0; i < known; i++) {
      boolean first = true;
      for (int j = 0; j < i && first; j++) {
        first = last[j] != last[i];
      }
      if (first && last[i] < scores.length) {
        scores[last[i]] *= settings.repetitionPenalty();
      }
    }
  }

  private int likeliest() {
    int best = -1;
    for (int id = 0; id < scores.length; id++) {
      if (writable(id) && (best < 0 || scores[id] > scores[best])) {
        best = id;
      }
    }
    return best;
  }

  private int draw(int likeliest) {
    // softmax(log p / T), shifted by the likeliest so that nothing overflows
    double top = scores[likeliest];
    for (int id = 0; id < scores.length; id++) {
      scores[id] = writable(id) ? Math.exp((scores[id] - top) / settings.temperature()) : 0;
    }
    if (settings.topK() > 0 || settings.topP() < 1) {
      leaveOut();
    }
    double sum = 0;
    for (double score : scores) {
      sum += score;
    }
    double left = random.nextDouble() * sum;
    for (int id = 0; id < scores.length; id++) {
      left -= scores[id];
      if (left < 0) {
        return id;
      }
    }
    return likeliest;
  }

  /** Takes the chance from all but the likeliest; of equals the first in the vocabulary stay. */
  private void leaveOut() {
    sorted = sorted.length == scores.length ? sorted : new double[scores.length];
    System.arraycopy(scores, 0, sorted, 0, scores.length);
    Arrays.sort(sorted);
    int kept = kept();
    double least = sorted[sorted.length - kept];
    int equals = kept;
    for (double score : scores) {
      equals -= score > least ? 1 : 0;
    }
    for (int id = 0; id < scores.length; id++) {
      if (scores[id] < least || scores[id] == least && equals-- <= 0) {
        scores[id] = 0;
      }
    }
  }

  /** How many of the likeliest may come. */
  private int kept() {
    int most = settings.topK() == 0 ? sorted.length : Math.min(settings.topK(), sorted.length);
    double sum = 0;
    for (int i = 1; i <= most; i++) {
      sum += sorted[sorted.length - i];
    }
    double reached = 0;
    int kept = 0;
    while (kept < most && reached < settings.topP() * sum || kept == 0) {
      kept++;
      reached += sorted[sorted.length - kept];
    }
    return kept;
  }

  private static boolean writable(int id) {
    return id != Vocabulary.PAD && id != Vocabulary.UNK;
  }
}
