package dev.seq4j.models.bag;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.Vocabulary;
import java.util.Arrays;

/**
 * A set of n-grams of one to three words, numbered in rising order of their words' ids, shorter
 * ones first.
 *
 * <p>An n-gram is a number of 63 bits, 21 for each word, the first word on top and 0 where there is
 * none. So the n-grams are a sorted array of 8 bytes each; one is found by its first word, then by
 * bisection among the few that begin alike.
 */
final class NGrams {

  static final int MAX_ORDER = 3;

  private static final int WORD_BITS = 21;
  private static final int WORD_MASK = (1 << WORD_BITS) - 1;

  /** Words a vocabulary may have here, unknown and padding included. */
  static final int MAX_WORDS = 1 << WORD_BITS;

  private final long[] keys;
  private final int[] starts; // by first word: where its n-grams begin; one more at the end

  /**
   * @param keys rising, all different
   * @param words size of the vocabulary
   */
  NGrams(long[] keys, int words) {
    this.keys = keys;
    starts = new int[words + 1];
    for (long key : keys) {
      starts[firstWord(key) + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
  }

  static void requireWords(Vocabulary vocabulary) {
    if (vocabulary.size() > MAX_WORDS) {
      throw new InvalidInputException(
          "vocabulary = %d words: must be at most %d for a bag of words"
              .formatted(vocabulary.size(), MAX_WORDS));
    }
  }

  int size() {
    return keys.length;
  }

  long key(int number) {
    return keys[number];
  }

  /** Returns the number of an n-gram, or -1 if it is not in the set. */
  int number(long key) {
    int first = firstWord(key);
    int found = Arrays.binarySearch(keys, starts[first], starts[first + 1], key);
    return found >= 0 ? found : -1;
  }

  static int firstWord(long key) {
    return (int) (key >>> 2 * WORD_BITS);
  }

  /** Returns the ids of an n-gram's words. */
  static int[] words(long key) {
    int[] words = {
      firstWord(key), (int) (key >>> WORD_BITS) & WORD_MASK, (int) key & WORD_MASK,
    };
    int length = words[1] == 0 ? 1 : words[2] == 0 ? 2 : 3;
    return Arrays.copyOf(words, length);
  }

  /**
   * Lists the n-grams that begin at a word; those with an unknown word in them are left out.
   *
   * @param ids of a text
   * @param position of the word
   * @param order the most words of an n-gram
   * @param keys receives them, the shortest first
   * @param at where in {@code keys}
   * @return how many there are, 0 to {@code order}
   */
  static int at(int[] ids, int position, int order, long[] keys, int at) {
    long key = 0;
    int n = 0;
    while (n < order && position + n < ids.length && ids[position + n] > Vocabulary.UNK) {
      key |= (long) ids[position + n] << WORD_BITS * (MAX_ORDER - 1 - n);
      keys[at + n] = key;
      n++;
    }
    return n;
  }
}
