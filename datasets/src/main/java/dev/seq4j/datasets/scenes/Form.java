package dev.seq4j.datasets.scenes;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Locale;

/** What shape a thing has. */
public enum Form {
  CIRCLE {
    @Override
    Shape outline() {
      return new Ellipse2D.Double(-1, -1, 2, 2);
    }
  },
  SQUARE {
    @Override
    Shape outline() {
      return polygon(-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9);
    }
  },
  TRIANGLE {
    @Override
    Shape outline() {
      return polygon(0, -1, 1, 0.85, -1, 0.85);
    }
  },
  CROSS {
    @Override
    Shape outline() {
      double a = 0.35; // half of a bar
      return polygon(
          -a, -1, a, -1, a, -a, 1, -a, 1, a, a, a, a, 1, -a, 1, -a, a, -1, a, -1, -a, -a, -a);
    }
  };

  /** Returns its outline around the origin, from -1 to 1 to each side. */
  abstract Shape outline();

  private static Shape polygon(double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
