package dev.seq4j.models.labelling;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels without a network, to see what one is worth: for each word the label that it had most
 * often, and for a word that never came that of most words.
 */
public final class LabelBaseline {

  private final WordLabel majority;
  private final Map<String, WordLabel> ofWords;

  private LabelBaseline(WordLabel majority, Map<String, WordLabel> ofWords) {
    this.majority = majority;
    this.ofWords = ofWords;
  }

  /**
   * @param words to learn from, one or more
   * @return gives every word the label that most words have
   */
  public static LabelBaseline majority(List<MarkedWord> words) {
    Map<WordLabel, Integer> counts = new HashMap<>();
    words.forEach(word -> counts.merge(word.label(), 1, Integer::sum));
    return new LabelBaseline(mostFrequent(counts), Map.of());
  }

  /**
   * @param words to learn from, one or more
   * @return gives each word the label that it has most often
   */
  public static LabelBaseline byWord(List<MarkedWord> words) {
    Map<String, Map<WordLabel, Integer>> counts = new HashMap<>();
    for (MarkedWord word : words) {
      counts
          .computeIfAbsent(word.word(), unseen -> new HashMap<>())
          .merge(word.label(), 1, Integer::sum);
    }
    Map<String, WordLabel> labels = new HashMap<>();
    counts.forEach((word, ofWord) -> labels.put(word, mostFrequent(ofWord)));
    return new LabelBaseline(majority(words).majority, labels);
  }

  /** Of labels that came as often, the one of the lowest number, so that the order is nothing. */
  private static WordLabel mostFrequent(Map<WordLabel, Integer> counts) {
    return counts.entrySet().stream()
        .min(
            Comparator.<Map.Entry<WordLabel, Integer>>comparingInt(entry -> -entry.getValue())
                .thenComparing(entry -> entry.getKey().number()))
        .orElseThrow()
        .getKey();
  }

  /**
   * @param words bare
   * @return a label for each
   */
  public List<WordLabel> label(List<String> words) {
    return words.stream().map(word -> ofWords.getOrDefault(word, majority)).toList();
  }
}
