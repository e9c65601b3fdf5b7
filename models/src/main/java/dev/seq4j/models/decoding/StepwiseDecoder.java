package dev.seq4j.models.decoding;

/**
 * The part of a model that writes, one token at a time, many texts side by side: what {@link
 * BeamSearch} asks.
 *
 * <p>It has read its sentences, or whatever else it writes of, already, and in what follows a
 * sentence is any of that. Each step has as many rows as there are texts to go on with; every row
 * goes on from a row of the step before, so that one may go on in several ways, or not at all.
 */
public interface StepwiseDecoder {

  /**
   * @return how many sentences are written of
   */
  int sentences();

  /**
   * @return tokens of the vocabulary that is written with
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
