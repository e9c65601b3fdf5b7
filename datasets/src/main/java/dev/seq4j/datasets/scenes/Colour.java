package dev.seq4j.datasets.scenes;

import java.awt.Color;
import java.util.Locale;

/** What colour a thing has. */
public enum Colour {
  RED(0xD92B2B),
  GREEN(0x2E9E3E),
  BLUE(0x2B50D9),
  YELLOW(0xF2CC1D),
  PURPLE(0x9431B8),
  BLACK(0x1C1C1C);

  private final Color paint;

  Colour(int rgb) {
    paint = new Color(rgb);
  }

  Color paint() {
    return paint;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
