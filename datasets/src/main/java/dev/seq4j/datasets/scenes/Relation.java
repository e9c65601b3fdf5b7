package dev.seq4j.datasets.scenes;

import java.util.Locale;

/** Where a thing stands, as seen from another. */
public enum Relation {
  LEFT_OF,
  ABOVE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
