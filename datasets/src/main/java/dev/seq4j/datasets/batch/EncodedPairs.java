package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.SentencePair;
import dev.seq4j.core.text.Vocabulary;
import java.util.List;
import java.util.function.Function;

/**
 * Sentences and their translations as ids of two vocabularies, or of one that both share.
 *
 * <p>Targets are without the marks of their beginning and end, which {@link PairBatches} sets.
 * Immutable. No source is empty.
 */
public final class EncodedPairs {

  private final int[][] sources;
  private final int[][] targets;
  private final int sourceVocabularySize;
  private final int targetVocabularySize;

  private EncodedPairs(
      int[][] sources, int[][] targets, int sourceVocabularySize, int targetVocabularySize) {
    this.sources = sources;
    this.targets = targets;
    this.sourceVocabularySize = sourceVocabularySize;
    this.targetVocabularySize = targetVocabularySize;
  }

  /**
   * @param sources ids of each sentence, from 1 to below {@code sourceVocabularySize}; an empty one
   *     becomes one token of id 1, "unknown"
   * @param targets ids of each translation, from 1 to below {@code targetVocabularySize}; may be
   *     empty
   * @param sourceVocabularySize ids there are, padding (0) and unknown (1) included
   * @param targetVocabularySize ids there are, padding (0) and unknown (1) included
   * @return the pairs
   * @throws InvalidInputException if there is no pair, or an id is out of its range
   */
  public static EncodedPairs of(
      int[][] sources, int[][] targets, int sourceVocabularySize, int targetVocabularySize) {
    if (sources.length == 0) {
      throw new InvalidInputException("pairs = 0: must be 1 or above");
    }
    if (targets.length != sources.length) {
      throw new InvalidInputException(
          "targets: %d for %d sources, one a source is needed"
              .formatted(targets.length, sources.length));
    }
    return new EncodedPairs(
        checked(sources, sourceVocabularySize, "source", new int[] {Vocabulary.UNK}),
        checked(targets, targetVocabularySize, "target", new int[0]),
        sourceVocabularySize,
        targetVocabularySize);
  }

  /**
   * @param pairs sentences and their translations
   * @param source ids of a sentence; called by several threads at once
   * @param target ids of a translation; called by several threads at once
   * @param sourceVocabularySize ids there are
   * @param targetVocabularySize ids there are
   * @return the pairs in their order
   * @throws InvalidInputException as {@link #of(int[][], int[][], int, int)} does
   */
  public static EncodedPairs of(
      List<SentencePair> pairs,
      Function<String, int[]> source,
      Function<String, int[]> target,
      int sourceVocabularySize,
      int targetVocabularySize) {
    return of(
        pairs.parallelStream().map(pair -> source.apply(pair.source())).toArray(int[][]::new),
        pairs.parallelStream().map(pair -> target.apply(pair.target())).toArray(int[][]::new),
        sourceVocabularySize,
        targetVocabularySize);
  }

  private static int[][] checked(int[][] texts, int size, String what, int[] empty) {
    int[][] copies = new int[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      for (int t = 0; t < texts[i].length; t++) {
        EncodedTexts.requireId(
            texts[i][t], Vocabulary.PAD + 1, size, what + " " + i + ", token " + t);
      }
      copies[i] = texts[i].length == 0 ? empty : texts[i].clone();
    }
    return copies;
  }

  /**
   * @return how many pairs there are, 1 or more
   */
  public int size() {
    return sources.length;
  }

  /**
   * @param pair from 0 to below {@link #size()}
   * @return the ids of its sentence, 1 or more
   */
  public int[] source(int pair) {
    return sources[pair].clone();
  }

  /**
   * @param pair from 0 to below {@link #size()}
   * @return the ids of its translation
   */
  public int[] target(int pair) {
    return targets[pair].clone();
  }

  /**
   * @return ids that sources may have, padding (0) and unknown (1) included
   */
  public int sourceVocabularySize() {
    return sourceVocabularySize;
  }

  /**
   * @return ids that targets may have, padding (0) and unknown (1) included
   */
  public int targetVocabularySize() {
    return targetVocabularySize;
  }

  /** Returns how many tokens a source has. */
  int sourceLength(int pair) {
    return sources[pair].length;
  }

  /** Returns how many tokens a target has. */
  int targetLength(int pair) {
    return targets[pair].length;
  }

  void copySource(int pair, int[] to, int at) {
    System.arraycopy(sources[pair], 0, to, at, sources[pair].length);
  }

  void copyTarget(int pair, int[] to, int at) {
    System.arraycopy(targets[pair], 0, to, at, targets[pair].length);
  }
}
