package dev.seq4j.models.labelling;

import dev.seq4j.core.text.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers of words. A word that is rare or unknown has that of its shape: its last two letters, as
 * they say much of what it is ({@code -ed}, {@code -ly}, {@code -ng}), or that it is a number.
 */
final class WordNumbers {

  /** No bare word begins with it. */
  private static final String SHAPE = "-";

  private static final String NUMBER = SHAPE + "0";

  private static final int SUFFIX = 2;

  private WordNumbers() {}

  /**
   * @param words of the texts to train on
   * @param most how many words are known at most, besides shapes
   * @param minCount how often a word must come to be known
   */
  static Vocabulary learn(List<String> words, int most, int minCount) {
    Map<String, Long> counts = new HashMap<>();
    words.forEach(word -> counts.merge(word, 1L, Long::sum));
    Vocabulary frequent =
        Vocabulary.builder().withMaxWords(most).withMinCount(minCount).addAll(counts).build();
    Map<String, Long> known = new HashMap<>();
    counts.forEach(
        (word, count) ->
            known.merge(frequent.contains(word) ? word : shape(word), count, Long::sum));
    return Vocabulary.builder().addAll(known).build();
  }

  static int id(Vocabulary vocabulary, String word) {
    int id = vocabulary.id(word);
    return id == Vocabulary.UNK ? vocabulary.id(shape(word)) : id;
  }

  private static String shape(String word) {
    if (word.codePoints().anyMatch(Character::isDigit)) {
      return NUMBER;
    }
    int letters = word.codePointCount(0, word.length());
    return SHAPE
        + (letters <= SUFFIX
            ? word
            : word.substring(word.offsetByCodePoints(word.length(), -SUFFIX)));
  }
}
