package dev.seq4j.datasets.scenes;

import dev.seq4j.core.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Combinations that no training picture shows: pairs of coloured forms, such as a green circle and
 * a red cross, that never stand together, though each of them stands beside others. Whoever has
 * learned pictures by heart cannot say what such a picture shows.
 *
 * @param pairs that are held out
 */
public record HeldOut(Set<Pair> pairs) {

  /** Nothing is held out. */
  public static final HeldOut NONE = new HeldOut(Set.of());

  /** Of all pairs one in so many is held out. */
  public static final int ONE_IN = 5;

  /**
   * A colour and a form, of a thing of any size.
   *
   * @param colour of a thing
   * @param form of the same thing
   */
  public record Kind(Colour colour, Form form) {
    int number() {
      return colour.ordinal() * Form.values().length + form.ordinal();
    }

    static List<Kind> all() {
      List<Kind> all = new ArrayList<>();
      for (Colour colour : Colour.values()) {
        for (Form form : Form.values()) {
          all.add(new Kind(colour, form));
        }
      }
      return all;
    }
  }

  /**
   * Two kinds of things, whichever of them stands where.
   *
   * @param one the kind that comes first in the order of colours, then forms
   * @param other the other, which may be the same
   */
  public record Pair(Kind one, Kind other) {

    /**
     * @throws InvalidInputException if they stand in the wrong order
     */
    public Pair {
      if (one.number() > other.number()) {
        throw new InvalidInputException(
            "pair of %s and %s: must stand the other way round".formatted(one, other));
      }
    }

    /**
     * @param scene any
     * @return its pair
     */
    public static Pair of(Scene scene) {
      Kind first = new Kind(scene.first().colour(), scene.first().form());
      Kind second = new Kind(scene.second().colour(), scene.second().form());
      return first.number() <= second.number() ? new Pair(first, second) : new Pair(second, first);
    }
  }

  public HeldOut {
    pairs = Set.copyOf(pairs);
  }

  /**
   * Draws the pairs.
   *
   * @param seed of the choice
   * @return a fifth of all pairs
   */
  public static HeldOut of(long seed) {
    List<Pair> all = pairsOfAllKinds();
    Collections.shuffle(all, new Random(seed));
    return new HeldOut(new HashSet<>(all.subList(0, all.size() / ONE_IN)));
  }

  static List<Pair> pairsOfAllKinds() {
    List<Kind> kinds = Kind.all();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      for (int j = i; j < kinds.size(); j++) {
        pairs.add(new Pair(kinds.get(i), kinds.get(j)));
      }
    }
    return pairs;
  }

  /**
   * @param scene any
   * @return whether its two things are a held-out pair
   */
  public boolean holds(Scene scene) {
    return pairs.contains(Pair.of(scene));
  }
}
