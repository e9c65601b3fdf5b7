package dev.seq4j.core.text;

import java.util.Objects;

/**
 * A sentence and its translation: what translation models learn from.
 *
 * @param source the sentence
 * @param target what it means in the other language
 */
public record SentencePair(String source, String target) {

  public SentencePair {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
  }
}
