package dev.seq4j.models.translation;

/**
 * The part of a translation model that writes, one token at a time, many translations side by side:
 * what {@link BeamSearch} asks.
 *
 * <p>It has read its sentences already. Each step has as many rows as there are translations to go
 * on with; every row goes on from a row of the step before, so that one may go on in several ways,
 * or not at all.
 */
public interface StepwiseDecoder {

  /**
   * @return how many sentences are translated
   */
  int sentences();

  /**
   * @return tokens of the target's vocabulary
   */
  int vocabularySize();

  /**
   * Reads one token in each row and says what may come next.
   *
   * @param from for each row the row of the last step that it goes on from; in the first step the
   *     number of its sentence
   * @param ids the token that each row reads, {@code [rows]}
   * @param probabilities {@code [rows, vocabularySize]} in 'c' order: receives how probable each
   *     token is next; may be longer than that
   */
  void step(int[] from, int[] ids, float[] probabilities);
}
