package dev.seq4j.apps.plot;

import dev.seq4j.core.dna.Dna;
import dev.seq4j.core.dna.PositionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A motif as a sequence logo (Schneider and Stephens 1990): at each place the letters on top of
 * each other, as high together as the place has information, each with its share of it.
 */
final class MotifLogo {

  /** Highest information of a place. */
  private static final int MOST_BITS = 2;

  private static final Font LETTERS = new Font(Font.SANS_SERIF, Font.BOLD, 100);

  /** Of A, C, G and T. */
  private static final List<Color> COLOURS =
      List.of(new Color(0x2E8B57), new Color(0x4C78A8), new Color(0xE6A100), new Color(0xD64545));

  private static final Color LINES = new Color(0xBBBBBB);

  private MotifLogo() {}

  /**
   * @param graphics where to draw, with antialiasing
   * @param motif what
   * @param box in which the places share the width
   */
  static void draw(Graphics2D graphics, PositionMatrix motif, Rectangle2D box) {
    graphics.setColor(LINES);
    for (int bits = 0; bits <= MOST_BITS; bits++) {
      double y = box.getMaxY() - bits * box.getHeight() / MOST_BITS;
      graphics.draw(new Line2D.Double(box.getMinX(), y, box.getMaxX(), y));
    }
    double width = box.getWidth() / motif.width();
    for (int place = 0; place < motif.width(); place++) {
      int here = place;
      double bits = motif.bits(place);
      List<Integer> rising =
          IntStream.range(0, Dna.CHANNELS)
              .boxed()
              .sorted(Comparator.comparingDouble(letter -> motif.frequency(here, letter)))
              .toList();
      double bottom = box.getMaxY();
      for (int letter : rising) {
        double height = motif.frequency(place, letter) * bits * box.getHeight() / MOST_BITS;
        double left = box.getMinX() + place * width;
        letter(graphics, letter, new Rectangle2D.Double(left, bottom - height, width, height));
        bottom -= height;
      }
    }
  }

  private static void letter(Graphics2D graphics, int letter, Rectangle2D box) {
    if (box.getHeight() < 0.5) {
      return; // thinner than what can be seen
    }
    String name = String.valueOf(Dna.LETTERS.charAt(letter));
    Shape outline = LETTERS.createGlyphVector(graphics.getFontRenderContext(), name).getOutline();
    Rectangle2D bounds = outline.getBounds2D();
    AffineTransform fit = AffineTransform.getTranslateInstance(box.getX(), box.getY());
    fit.scale(0.92 * box.getWidth() / bounds.getWidth(), box.getHeight() / bounds.getHeight());
    fit.translate(-bounds.getX(), -bounds.getY());
    graphics.setColor(COLOURS.get(letter));
    graphics.fill(fit.createTransformedShape(outline));
  }
}
