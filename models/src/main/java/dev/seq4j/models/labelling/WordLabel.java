package dev.seq4j.models.labelling;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a word has lost: one label for both, so that a full stop and the capital after it, or a name
 * and its comma, are learnt together.
 *
 * @param capital which of its letters are capitals
 * @param mark what follows it
 */
public record WordLabel(Capital capital, Mark mark) {

  /** A word in lower case without a mark. */
  public static final WordLabel NONE = new WordLabel(Capital.NONE, Mark.NONE);

  private static final List<WordLabel> ALL = all();

  public WordLabel {
    Objects.requireNonNull(capital, "capital");
    Objects.requireNonNull(mark, "mark");
  }

  private static List<WordLabel> all() {
    List<WordLabel> all = new ArrayList<>();
    for (Capital capital : Capital.values()) {
      for (Mark mark : Mark.values()) {
        all.add(new WordLabel(capital, mark));
      }
    }
    return List.copyOf(all);
  }

  /**
   * @return the names of all labels by number, such as {@code first ,}
   */
  public static List<String> names() {
    return ALL.stream().map(WordLabel::toString).toList();
  }

  /**
   * @param number from 0 to below the number of labels
   * @return the label that has it
   * @throws IndexOutOfBoundsException if there is none
   */
  public static WordLabel of(int number) {
    return ALL.get(number);
  }

  /**
   * @return its number, which is its class to a network
   */
  public int number() {
    return capital.ordinal() * Mark.values().length + mark.ordinal();
  }

  @Override
  public String toString() {
    return capital + " " + mark;
  }
}
