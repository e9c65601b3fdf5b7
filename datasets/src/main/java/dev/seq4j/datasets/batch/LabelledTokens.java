package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import java.util.List;

/**
 * A long sequence of tokens, each with a label of its own.
 *
 * <p>Immutable. Tokens are words or anything else that has a number.
 */
public final class LabelledTokens {

  private final int[] ids;
  private final int[] labels;
  private final List<String> classNames;
  private final int vocabularySize;

  /**
   * @param ids of the tokens, one or more, from 1 to below {@code vocabularySize}
   * @param labels of the tokens, from 0
   * @param classNames name of each label
   * @param vocabularySize ids there are, padding (0) included
   * @throws InvalidInputException if there is no token, a label is missing, or a number is out of
   *     its range
   */
  public LabelledTokens(int[] ids, int[] labels, List<String> classNames, int vocabularySize) {
    if (ids.length == 0 || ids.length != labels.length) {
      throw new InvalidInputException(
          "labels: %d for %d tokens, one a token and one token or more are needed"
              .formatted(labels.length, ids.length));
    }
    this.ids = ids.clone();
    this.labels = labels.clone();
    this.classNames = List.copyOf(classNames);
    this.vocabularySize = vocabularySize;
    for (int i = 0; i < ids.length; i++) {
      EncodedTexts.requireId(ids[i], 1, vocabularySize, "token " + i);
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new InvalidInputException(
            "token %d, label = %d: must be in [0, %d)".formatted(i, labels[i], classNames.size()));
      }
    }
  }

  /**
   * @return how many tokens there are
   */
  public int size() {
    return ids.length;
  }

  /**
   * @return the name of each label
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * @return ids there are, padding (0) included
   */
  public int vocabularySize() {
    return vocabularySize;
  }

  /** Copies ids and labels into rows of a batch. */
  void copy(int from, int to, int[] rowIds, int[] rowLabels, int at) {
    System.arraycopy(ids, from, rowIds, at, to - from);
    System.arraycopy(labels, from, rowLabels, at, to - from);
  }
}
