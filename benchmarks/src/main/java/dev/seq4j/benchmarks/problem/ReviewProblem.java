package dev.seq4j.benchmarks.problem;

/**
 * A classifier of film reviews: word vectors, an LSTM, the state at the last word, two classes.
 *
 * @param batch reviews
 * @param vocabulary words, padding among them
 * @param embedding size of a word's vector
 * @param units of the LSTM
 */
public record ReviewProblem(int batch, int vocabulary, int embedding, int units) {

  /** How many classes there are. */
  public static final int CLASSES = 2;

  private static final long SEED = 7;

  /**
   * @return words of each review, falling
   */
  public int[] lengths() {
    return new Synthetic(SEED).reviewLengths(batch);
  }

  /**
   * @return words of the longest review
   */
  public int time() {
    return lengths()[0];
  }

  /**
   * @return the words, {@code [time, batch]}, 0 where a review has ended
   */
  public int[] words() {
    int[] lengths = lengths();
    int[] words = new Synthetic(SEED).words(time() * batch, vocabulary);
    for (int i = 0; i < words.length; i++) {
      words[i] = i / batch < lengths[i % batch] ? words[i] : 0;
    }
    return words;
  }

  /**
   * @return the classes, {@code [batch]}
   */
  public int[] labels() {
    return new Synthetic(SEED).uniform(batch, 0, CLASSES);
  }
}
