package dev.seq4j.models.bag;

import java.util.Arrays;
import java.util.List;

/**
 * In how many texts each n-gram is. Works through the vocabulary in ranges of first words, so that
 * the n-grams of a range fit into memory however many texts there are.
 */
final class NGramCounts {

  /** N-grams that are held at once: 64 MB. */
  private static final int MOST_AT_ONCE = 1 << 23;

  private final List<int[]> texts;
  private final int order;
  private final int mostAtOnce;
  private long[] found = new long[1024];
  private int size;

  private long[] keys = new long[1024];
  private int[] counts = new int[1024];
  private int kept;

  private NGramCounts(List<int[]> texts, int order, int mostAtOnce) {
    this.texts = texts;
    this.order = order;
    this.mostAtOnce = mostAtOnce;
  }

  /**
   * Counts the n-grams of texts.
   *
   * @param texts their words' ids
   * @param words size of the vocabulary
   * @param settings which n-grams count
   * @return those that enough texts have
   */
  static NGramCounts of(List<int[]> texts, int words, BagSettings settings) {
    return of(texts, words, settings, MOST_AT_ONCE);
  }

  static NGramCounts of(List<int[]> texts, int words, BagSettings settings, int mostAtOnce) {
    NGramCounts counts = new NGramCounts(texts, settings.nGrams(), mostAtOnce);
    counts.count(words, settings.minTexts());
    return counts;
  }

  private void count(int words, int minTexts) {
    long[] beginWith = new long[words]; // n-grams by first word, at most
    for (int[] text : texts) {
      for (int id : text) {
        beginWith[id] += order;
      }
    }
    int from = 0;
    while (from < words) {
      int to = from;
      long sum = 0;
      while (to < words && (to == from || sum + beginWith[to] <= mostAtOnce)) {
        sum += beginWith[to++];
      }
      collect(from, to);
      keep(minTexts);
      from = to;
    }
  }

  /** Finds the n-grams whose first word is in a range, each once a text. */
  private void collect(int from, int to) {
    size = 0;
    for (int[] text : texts) {
      int start = size;
      for (int i = 0; i < text.length; i++) {
        if (text[i] >= from && text[i] < to) {
          if (found.length < size + order) {
            found = Arrays.copyOf(found, size + size / 2 + order);
          }
          size += NGrams.at(text, i, order, found, size);
        }
      }
      size = sortDistinct(found, start, size);
    }
  }

  private void keep(int minTexts) {
    Arrays.sort(found, 0, size);
    for (int i = 0; i < size; ) {
      int same = i + 1;
      while (same < size && found[same] == found[i]) {
        same++;
      }
      if (same - i >= minTexts) {
        if (kept == keys.length) {
          keys = Arrays.copyOf(keys, kept + kept / 2);
          counts = Arrays.copyOf(counts, keys.length);
        }
        keys[kept] = found[i];
        counts[kept++] = same - i;
      }
      i = same;
    }
  }

  /** Sorts a part of an array and removes what stands there twice; returns its new end. */
  private static int sortDistinct(long[] array, int from, int to) {
    Arrays.sort(array, from, to);
    int end = from;
    for (int i = from; i < to; i++) {
      if (end == from || array[i] != array[end - 1]) {
        array[end++] = array[i];
      }
    }
    return end;
  }

  /** Returns the n-grams that enough texts have, rising. */
  long[] keys() {
    return Arrays.copyOf(keys, kept);
  }

  /** Returns in how many texts each of {@link #keys} is. */
  int[] counts() {
    return Arrays.copyOf(counts, kept);
  }
}
