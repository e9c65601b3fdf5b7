package dev.seq4j.models.labelling;

import java.util.Objects;
import java.util.Set;

/**
 * A word and what it has lost.
 *
 * @param word bare, as {@link dev.seq4j.core.text.BareWordTokenizer} cuts it
 * @param label its capitals and its mark
 */
public record MarkedWord(String word, WordLabel label) {

  /** English ones that stand before a name, so that their full stop ends no sentence. */
  private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "dr", "st", "messrs");

  public MarkedWord {
    Objects.requireNonNull(word, "word");
    Objects.requireNonNull(label, "label");
  }

  /**
   * @return the word as it is written, with its mark
   */
  public String written() {
    return label.capital().apply(word) + label.mark().written();
  }

  /** Returns whether a sentence may end with it. */
  boolean endsSentence() {
    return label.mark().endsSentence() && !TITLES.contains(word);
  }
}
