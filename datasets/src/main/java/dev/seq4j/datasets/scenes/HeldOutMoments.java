package dev.seq4j.datasets.scenes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Descriptions that no training film has: moments such as that a red circle moves left, though red
 * circles do other things, other circles move left, and so do other red things. That a thing comes
 * or goes is never held out.
 *
 * @param moments that are held out
 */
public record HeldOutMoments(Set<Moment> moments) {

  /** Nothing is held out. */
  public static final HeldOutMoments NONE = new HeldOutMoments(Set.of());

  public HeldOutMoments {
    moments = Set.copyOf(moments);
  }

  /**
   * Draws the moments: of each colour and action one form, and of each form and action as many
   * colours as of any other, or one fewer.
   *
   * @param seed of the choice
   * @return one in as many as there are forms of all that a thing can do while it is there
   */
  public static HeldOutMoments of(long seed) {
    Random random = new Random(seed);
    List<Colour> colours = new ArrayList<>(List.of(Colour.values()));
    List<Action> actions = new ArrayList<>(Screenplay.CHOICES);
    Collections.shuffle(colours, random);
    Collections.shuffle(actions, random);
    Set<Moment> chosen = new HashSet<>();
    for (int c = 0; c < colours.size(); c++) {
      for (int a = 0; a < actions.size(); a++) {
        Form form = Form.values()[(c + a) % Form.values().length];
        chosen.add(new Moment(new HeldOut.Kind(colours.get(c), form), actions.get(a)));
      }
    }
    return new HeldOutMoments(chosen);
  }

  /**
   * @param film what happens in each of its frames
   * @return whether a moment of it is held out
   */
  public boolean holds(List<Moment> film) {
    return film.stream().anyMatch(moments::contains);
  }
}
