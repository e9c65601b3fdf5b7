package dev.seq4j.benchmarks.problem;

import java.util.Arrays;

/**
 * A language model of characters: letter vectors, a GRU, at each step the next letter.
 *
 * @param batch rows
 * @param time steps
 * @param letters how many there are, padding and the unknown letter among them
 * @param embedding size of a letter's vector
 * @param units of the GRU
 */
public record LetterProblem(int batch, int time, int letters, int embedding, int units) {

  /** Ids below this one are no letters. */
  public static final int FIRST_LETTER = 2;

  /** What the logits are divided by when a text is written. */
  public static final double TEMPERATURE = 0.8;

  private static final long SEED = 7;

  /**
   * @return the letters, {@code [time, batch]}
   */
  public int[] text() {
    return Arrays.copyOf(textAndNext(), time * batch);
  }

  /**
   * @return the letter that follows each, {@code [time, batch]}
   */
  public int[] following() {
    return Arrays.copyOfRange(textAndNext(), batch, (time + 1) * batch);
  }

  private int[] textAndNext() {
    return new Synthetic(SEED).uniform((time + 1) * batch, FIRST_LETTER, letters);
  }
}
