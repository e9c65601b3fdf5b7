package dev.seq4j.models.acoustic;

/**
 * The likeliest labels of frames where each change of the label costs something (Viterbi 1967): so
 * that one doubtful frame does not make a word.
 *
 * <pre>
 *   s_t(k) = ln p_t(k) + max(s_(t-1)(k), max over j of s_(t-1)(j) - cost)
 * </pre>
 */
final class BestPath {

  /** Below this a probability counts as this. */
  private static final double SMALLEST = 1e-10;

  private BestPath() {}

  /**
   * @param probabilities {@code [frames, labels]}
   * @param cost of a change, 0 or above
   * @return the label of each frame
   */
  static int[] of(float[][] probabilities, double cost) {
    int frames = probabilities.length;
    int labels = frames == 0 ? 0 : probabilities[0].length;
    int[][] from = new int[frames][labels];
    double[] scores = new double[labels];
    for (int t = 0; t < frames; t++) {
      int best = best(scores);
      double changed = labels == 0 ? 0 : scores[best] - cost;
      for (int k = 0; k < labels; k++) {
        boolean stays = t == 0 || scores[k] >= changed;
        from[t][k] = stays ? k : best;
        scores[k] =
            (stays ? scores[k] : changed) + Math.log(Math.max(SMALLEST, probabilities[t][k]));
      }
    }
    int[] path = new int[frames];
    int label = best(scores);
    for (int t = frames - 1; t >= 0; t--) {
      path[t] = label;
      label = from[t][label];
    }
    return path;
  }

  private static int best(double[] scores) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }
}
