package dev.seq4j.datasets.scenes;

import java.util.Locale;

/** How large a thing is. */
public enum Size {
  SMALL(4, 5),
  LARGE(7, 8.5);

  private final double least;
  private final double most;

  Size(double least, double most) {
    this.least = least;
    this.most = most;
  }

  /**
   * @param share from 0 to 1
   * @return half of a thing's extent in pixels, from the least of this size to the most
   */
  double radius(double share) {
    return least + share * (most - least);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
