package dev.seq4j.models.language;

import dev.seq4j.core.text.Vocabulary;
import java.util.SplittableRandom;

/** Draws the next token from the probabilities of all; never padding, never the unknown token. */
final class Sampler {

  private final double temperature;
  private final SplittableRandom random;
  private double[] weights = new double[0];

  Sampler(GenerationSettings settings) {
    this.temperature = settings.temperature();
    this.random = new SplittableRandom(settings.seed());
  }

  /**
   * @param probabilities of all tokens by id, in any scale
   * @return the id of the token drawn
   * @throws IllegalStateException if the probabilities are not numbers
   */
  int next(float[] probabilities) {
    int likeliest = likeliest(probabilities);
    if (Float.isNaN(probabilities[likeliest])) {
      throw new IllegalStateException("a probability is NaN: the network's weights are spoilt");
    }
    if (temperature == 0) {
      return likeliest;
    }
    // softmax(log p / T), shifted by the likeliest so that nothing overflows
    int classes = probabilities.length;
    weights = weights.length == classes ? weights : new double[classes];
    double top = Math.log(probabilities[likeliest]);
    double sum = 0;
    for (int id = 0; id < classes; id++) {
      weights[id] = writable(id) ? Math.exp((Math.log(probabilities[id]) - top) / temperature) : 0;
      sum += weights[id];
    }
    double left = random.nextDouble() * sum;
    for (int id = 0; id < classes; id++) {
      left -= weights[id];
      if (left < 0) {
        return id;
      }
    }
    return likeliest;
  }

  private static int likeliest(float[] probabilities) {
    int best = -1;
    for (int id = 0; id < probabilities.length; id++) {
      if (writable(id) && (best < 0 || probabilities[id] > probabilities[best])) {
        best = id;
      }
    }
    return best;
  }

  private static boolean writable(int id) {
    return id != Vocabulary.PAD && id != Vocabulary.UNK;
  }
}
