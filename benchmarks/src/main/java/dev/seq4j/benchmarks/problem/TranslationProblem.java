package dev.seq4j.benchmarks.problem;

/**
 * A translator with additive attention: vectors of words, a bidirectional GRU that reads, a GRU
 * that looks at all of its states and writes, a hidden layer, at each step the next word by the
 * vectors of the words. Sentences and translations of one length.
 *
 * @param batch rows
 * @param time words of a sentence, and of its translation with its end
 * @param words of either language, padding among them
 * @param width of a word's vector, of each direction and of all hidden layers
 */
public record TranslationProblem(int batch, int time, int words, int width) {

  /**
   * @return the sentences, {@code [time, batch]}
   */
  public int[] sentences() {
    return words(1);
  }

  /**
   * @return the translations so far, {@code [time, batch]}
   */
  public int[] translations() {
    return words(2);
  }

  /**
   * @return the word that follows each, {@code [time, batch]}
   */
  public int[] following() {
    return words(3);
  }

  private int[] words(int seed) {
    return new Synthetic(seed).words(time * batch, words);
  }
}
