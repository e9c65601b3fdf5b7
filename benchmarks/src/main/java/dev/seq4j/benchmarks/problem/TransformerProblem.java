package dev.seq4j.benchmarks.problem;

/**
 * A language model of characters: vectors of letters and of positions, causal transformer blocks, a
 * norm, at each step the next letter.
 *
 * @param batch rows
 * @param time steps, and how many positions there are
 * @param letters how many there are, padding and the unknown letter among them
 * @param width features of a letter and of all blocks
 * @param heads of each block
 * @param blocks how many
 */
public record TransformerProblem(
    int batch, int time, int letters, int width, int heads, int blocks) {

  /**
   * @return the letters, {@code [time, batch]}
   */
  public int[] text() {
    return sameTexts().text();
  }

  /**
   * @return the letter that follows each, {@code [time, batch]}
   */
  public int[] following() {
    return sameTexts().following();
  }

  private LetterProblem sameTexts() {
    return new LetterProblem(batch, time, letters, width, width);
  }
}
