package dev.seq4j.datasets.scenes;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Draws scenes. Where exactly things stand, how large exactly they are, how they lean, the shade of
 * colours and ground, and the noise are chosen at random; the relation is never in doubt.
 */
public final class Drawing {

  /** Pixels of a picture's side. */
  public static final int SIDE = 40;

  private static final double MARGIN = 1; // around the picture
  private static final double GAP = 1; // between the things
  private static final double LEAN = Math.toRadians(8);
  private static final int SHADE = 18; // of 255, up or down
  private static final int NOISE = 15; // of 255, up or down
  private static final int DARKEST_GROUND = 200;

  private Drawing() {}

  /**
   * @param scene what is drawn
   * @param random how
   * @return a picture of {@value #SIDE} x {@value #SIDE} pixels
   */
  public static BufferedImage of(Scene scene, Random random) {
    BufferedImage image = canvas(SIDE, ground(random));
    Graphics2D graphics = graphics(image);
    double before = scene.first().size().radius(random.nextDouble());
    double after = scene.second().size().radius(random.nextDouble());
    // Along the relation: far enough apart; across it: at most half as far.
    double distance =
        between(before + after + GAP, SIDE - 2 * MARGIN - before - after, random.nextDouble());
    double along = between(MARGIN + before, SIDE - MARGIN - after - distance, random.nextDouble());
    double across = between(MARGIN + before, SIDE - MARGIN - before, random.nextDouble());
    double acrossOther =
        between(
            Math.max(MARGIN + after, across - distance / 2),
            Math.min(SIDE - MARGIN - after, across + distance / 2),
            random.nextDouble());
    if (scene.relation() == Relation.LEFT_OF) {
      draw(graphics, scene.first(), along, across, before, random);
      draw(graphics, scene.second(), along + distance, acrossOther, after, random);
    } else {
      draw(graphics, scene.first(), across, along, before, random);
      draw(graphics, scene.second(), acrossOther, along + distance, after, random);
    }
    graphics.dispose();
    addNoise(image, random);
    return image;
  }

  /** Returns the grey of a ground. */
  static Color ground(Random random) {
    int grey = DARKEST_GROUND + random.nextInt(256 - DARKEST_GROUND);
    return new Color(grey, grey, grey);
  }

  /** Returns an empty picture. */
  static BufferedImage canvas(int side, Color ground) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(ground);
    graphics.fillRect(0, 0, side, side);
    graphics.dispose();
    return image;
  }

  static Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }

  static double between(double least, double most, double share) {
    return least + share * (most - least);
  }

  private static void draw(
      Graphics2D graphics, Thing thing, double x, double y, double radius, Random random) {
    Look.of(thing.colour(), random).draw(graphics, thing.form(), x, y, radius);
  }

  /**
   * How a thing is drawn, wherever it is and however large.
   *
   * @param lean its angle
   * @param paint a shade of its colour
   */
  record Look(double lean, Color paint) {

    static Look of(Colour colour, Random random) {
      double lean = between(-LEAN, LEAN, random.nextDouble());
      Color paint = colour.paint();
      return new Look(
          lean,
          new Color(
              changed(paint.getRed(), SHADE, random),
              changed(paint.getGreen(), SHADE, random),
              changed(paint.getBlue(), SHADE, random)));
    }

    void draw(Graphics2D graphics, Form form, double x, double y, double radius) {
      AffineTransform place = AffineTransform.getTranslateInstance(x, y);
      place.rotate(lean);
      place.scale(radius, radius);
      graphics.setColor(paint);
      graphics.fill(place.createTransformedShape(form.outline()));
    }
  }

  static void addNoise(BufferedImage image, Random random) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < pixels.length; i++) {
      int red = changed(pixels[i] >> 16 & 0xFF, NOISE, random);
      int green = changed(pixels[i] >> 8 & 0xFF, NOISE, random);
      int blue = changed(pixels[i] & 0xFF, NOISE, random);
      pixels[i] = red << 16 | green << 8 | blue;
    }
    image.setRGB(0, 0, width, height, pixels, 0, width);
  }

  private static int changed(int value, int most, Random random) {
    return Math.max(0, Math.min(255, value + random.nextInt(2 * most + 1) - most));
  }
}
