package dev.seq4j.datasets.batch;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Labelled texts as vocabulary ids, all in one array: 4 bytes a token and 12 a text.
 *
 * <p>Immutable; {@link #select} gives a part that shares the ids. No text is empty.
 */
public final class EncodedTexts {

  private final int[] ids;
  private final int[] starts;
  private final int[] lengths;
  private final int[] labels;
  private final List<String> classNames;
  private final int vocabularySize;

  /** Takes the arrays as they are; whoever calls has checked them. */
  EncodedTexts(
      int[] ids,
      int[] starts,
      int[] lengths,
      int[] labels,
      List<String> classNames,
      int vocabularySize) {
    this.ids = ids;
    this.starts = starts;
    this.lengths = lengths;
    this.labels = labels;
    this.classNames = classNames;
    this.vocabularySize = vocabularySize;
  }

  /**
   * @param texts ids of each text, from 1 to below {@code vocabularySize}; an empty text becomes
   *     one token of id 1, "unknown"
   * @param labels class of each text, from 0
   * @param classNames name of each class
   * @param vocabularySize ids there are, padding (0) and unknown (1) included
   * @return the texts
   * @throws InvalidInputException if there is no text, or an id or label is out of its range
   */
  public static EncodedTexts of(
      int[][] texts, int[] labels, List<String> classNames, int vocabularySize) {
    requireSome(texts.length);
    if (labels.length != texts.length) {
      throw new InvalidInputException(
          "labels: %d for %d texts, one a text is needed".formatted(labels.length, texts.length));
    }
    int[] starts = new int[texts.length];
    int[] lengths = new int[texts.length];
    int total = 0;
    for (int i = 0; i < texts.length; i++) {
      starts[i] = total;
      lengths[i] = Math.max(1, texts[i].length);
      total = Math.addExact(total, lengths[i]);
    }
    int[] ids = new int[total];
    for (int i = 0; i < texts.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new InvalidInputException(
            "text %d, label = %d: must be in [0, %d)".formatted(i, labels[i], classNames.size()));
      }
      for (int t = 0; t < texts[i].length; t++) {
        ids[starts[i] + t] =
            requireId(
                texts[i][t], Vocabulary.PAD + 1, vocabularySize, "text " + i + ", token " + t);
      }
      if (texts[i].length == 0) {
        ids[starts[i]] = Vocabulary.UNK;
      }
    }
    return new EncodedTexts(
        ids, starts, lengths, labels.clone(), List.copyOf(classNames), vocabularySize);
  }

  static int requireId(int id, int lowest, int vocabularySize, String where) {
    if (id < lowest || id >= vocabularySize) {
      throw new InvalidInputException(
          "%s, id = %d: must be in [%d, %d)".formatted(where, id, lowest, vocabularySize));
    }
    return id;
  }

  static void requireSome(int texts) {
    if (texts == 0) {
      throw new InvalidInputException("texts = 0: must be 1 or above");
    }
  }

  void requireSameLabels(EncodedTexts other) {
    if (!Arrays.equals(labels, other.labels)) {
      throw new InvalidInputException(
          "texts: %d in one view and %d in the other: must be the same texts with the same labels"
              .formatted(size(), other.size()));
    }
  }

  /**
   * @return how many texts there are
   */
  public int size() {
    return starts.length;
  }

  /**
   * @param text from 0 to below {@link #size()}
   * @return its tokens, 1 or more
   */
  public int length(int text) {
    return lengths[text];
  }

  /**
   * @param text from 0 to below {@link #size()}
   * @return its class, an index of {@link #classNames()}
   */
  public int label(int text) {
    return labels[text];
  }

  /**
   * @param text from 0 to below {@link #size()}
   * @return its ids
   */
  public int[] ids(int text) {
    return Arrays.copyOfRange(ids, starts[text], starts[text] + lengths[text]);
  }

  /**
   * @return the classes' names by label
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * @return ids there are, padding (0) and unknown (1) included
   */
  public int vocabularySize() {
    return vocabularySize;
  }

  /**
   * @param texts which texts, such as a part of a {@link Split}
   * @return these texts in this order, text {@code i} being {@code texts[i]} of this; shares memory
   * @throws InvalidInputException if no text is selected
   */
  public EncodedTexts select(int[] texts) {
    requireSome(texts.length);
    return new EncodedTexts(
        ids,
        pick(starts, texts),
        pick(lengths, texts),
        pick(labels, texts),
        classNames,
        vocabularySize);
  }

  /**
   * Makes other numbers of the ids, such as a part of them or those of features.
   *
   * @param change gets the ids of a text and gives others, from 1 to below {@code newSize}
   * @param newSize numbers there are then, padding (0) and unknown (1) included
   * @return the same texts, of the same classes, with the new numbers
   * @throws InvalidInputException if a number is out of its range
   */
  public EncodedTexts map(UnaryOperator<int[]> change, int newSize) {
    int[][] changed = new int[size()][];
    Arrays.setAll(changed, text -> change.apply(ids(text)));
    return of(changed, labels, classNames, newSize);
  }

  /** Copies a text's ids into a larger array. */
  void copyIds(int text, int[] to, int at) {
    System.arraycopy(ids, starts[text], to, at, lengths[text]);
  }

  /** Returns the length of every text; not to be changed. */
  int[] lengths() {
    return lengths;
  }

  private static int[] pick(int[] from, int[] texts) {
    int[] picked = new int[texts.length];
    for (int i = 0; i < texts.length; i++) {
      picked[i] = from[Objects.checkIndex(texts[i], from.length)];
    }
    return picked;
  }
}
