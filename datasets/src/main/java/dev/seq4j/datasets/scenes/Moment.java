package dev.seq4j.datasets.scenes;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.text.SentencePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What happens in a frame of a film: which thing does what.
 *
 * @param kind of the thing; null where there has been none yet
 * @param action what it does; null where there has been no thing yet
 */
public record Moment(HeldOut.Kind kind, Action action) {

  /** There has been no thing yet. */
  public static final Moment NOTHING = new Moment(null, null);

  private static final List<String> NO_THING = List.of("no", "thing", "is there");

  /** The words of all descriptions. */
  public static final SentencePattern PATTERN =
      new SentencePattern(
          List.of(
              with(NO_THING.get(0), Arrays.stream(Colour.values()).map(Moment::word).toList()),
              with(NO_THING.get(1), Arrays.stream(Form.values()).map(Form::toString).toList()),
              with(
                  NO_THING.get(2), Arrays.stream(Action.values()).map(Action::toString).toList())));

  /**
   * @throws InvalidInputException if one part is missing, but not the other
   */
  public Moment {
    if ((kind == null) != (action == null)) {
      throw new InvalidInputException("moment: must have a thing and an action, or none of them");
    }
  }

  private static List<String> with(String first, List<String> words) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(words);
    return all;
  }

  private static String word(Colour colour) {
    return "a " + colour;
  }

  /**
   * @return all moments that can come in a film
   */
  public static List<Moment> all() {
    List<Moment> all = new ArrayList<>(List.of(NOTHING));
    for (HeldOut.Kind kind : HeldOut.Kind.all()) {
      for (Action action : Action.values()) {
        all.add(new Moment(kind, action));
      }
    }
    return all;
  }

  /**
   * @return its description by the places of the {@link #PATTERN}
   */
  public List<String> words() {
    return kind == null
        ? NO_THING
        : List.of(word(kind.colour()), kind.form().toString(), action.toString());
  }

  /** Says what happens, such as {@code a red circle moves left}. */
  @Override
  public String toString() {
    return SentencePattern.join(words());
  }
}
