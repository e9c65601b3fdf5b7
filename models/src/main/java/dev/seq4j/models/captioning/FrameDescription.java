package dev.seq4j.models.captioning;

import dev.seq4j.core.text.SentencePattern;
import java.util.List;

/**
 * What a model says of a frame of a film.
 *
 * @param words one for each place of the description
 * @param probability that all of them are right, as the model sees it
 */
public record FrameDescription(List<String> words, double probability) {

  public FrameDescription {
    words = List.copyOf(words);
  }

  /**
   * @return the description
   */
  public String text() {
    return SentencePattern.join(words);
  }
}
