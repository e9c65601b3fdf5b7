package dev.seq4j.datasets.scenes;

import java.util.Locale;

/** What a thing does, as seen by comparing a frame of a film with those before it. */
public enum Action {
  /** It is there, and was not before. */
  APPEARS,
  STANDS_STILL,
  MOVES_LEFT(-1, 0, 0),
  MOVES_RIGHT(1, 0, 0),
  MOVES_UP(0, -1, 0),
  MOVES_DOWN(0, 1, 0),
  GROWS(0, 0, 1),
  SHRINKS(0, 0, -1),
  /** It is no longer there; the frame itself is empty. */
  DISAPPEARS,
  /** It has disappeared before, and nothing has come since. */
  IS_GONE;

  private final int right;
  private final int down;
  private final int larger;

  Action() {
    this(0, 0, 0);
  }

  Action(int right, int down, int larger) {
    this.right = right;
    this.down = down;
    this.larger = larger;
  }

  /** Returns 1 to the right, -1 to the left, or 0. */
  int right() {
    return right;
  }

  /** Returns 1 for down, -1 for up, or 0. */
  int down() {
    return down;
  }

  /** Returns 1 where the thing gets larger, -1 where it gets smaller, or 0. */
  int larger() {
    return larger;
  }

  /** Returns whether the thing is seen in the frame. */
  boolean shows() {
    return this != DISAPPEARS && this != IS_GONE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
