package dev.seq4j.datasets.imdb;

import dev.seq4j.core.text.LabelledText;
import java.util.List;

/**
 * Reviews with their labels, in the parts in which they were published.
 *
 * @param train to learn from, or all of them if they come in one part
 * @param test to be judged by; empty if they come in one part
 */
public record Reviews(List<LabelledText> train, List<LabelledText> test) {

  public Reviews {
    train = List.copyOf(train);
    test = List.copyOf(test);
  }

  /** Without the texts, of which there are too many to show. */
  @Override
  public String toString() {
    return "Reviews[" + train.size() + " to train, " + test.size() + " to test]";
  }
}
