package dev.seq4j.apps.plot;

import dev.seq4j.core.sound.Segment;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Sounds as a network hears them, one below the other: the energy in each band over time, the
 * probability of each label, and below what was said and what was heard.
 */
public final class SoundSheet {

  private static final int MARGIN = 20;
  private static final int NAMES = 74; // of labels, on the left
  private static final int WIDTH = 1100; // of the longest sound
  private static final int TITLE = 30;
  private static final int BAND = 5;
  private static final int LABEL = 14;
  private static final int BAR = 24;
  private static final int GAP = 8;
  private static final int AXIS = 26;

  /** What lies this many nats below the loudest is as dark as silence. */
  private static final double RANGE = 12;

  private static final Font TITLES = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  private static final Font NAMES_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  /** From silent to loud. */
  private static final Color[] HEAT = {
    new Color(0x0B0724),
    new Color(0x4A1070),
    new Color(0xA52C60),
    new Color(0xEF6B3A),
    new Color(0xFCD667)
  };

  private static final Color MOST = new Color(0x08306B);
  private static final Color LINES = new Color(0xBBBBBB);

  private SoundSheet() {}

  /**
   * A sound.
   *
   * @param title above it
   * @param energies natural logarithms, {@code [frames, bands]}
   * @param probabilities of the labels, {@code [frames, labels]}
   * @param begin second at which the first frame begins
   * @param step seconds from a frame to the next
   * @param said what is known to be said; null if it is not known
   * @param heard what is heard
   */
  public record Panel(
      String title,
      double[][] energies,
      float[][] probabilities,
      double begin,
      double step,
      List<Segment> said,
      List<Segment> heard) {

    private double seconds() {
      return begin + energies.length * step;
    }

    private int height() {
      return TITLE
          + energies[0].length * BAND
          + GAP
          + probabilities[0].length * LABEL
          + (said == null ? 1 : 2) * (GAP + BAR)
          + AXIS
          + MARGIN;
    }
  }

  /**
   * @param file a PNG file, replaced if it is there
   * @param labels names of what may be heard, in the order of the probabilities
   * @param panels sounds, one or more
   */
  public static void write(Path file, List<String> labels, List<Panel> panels) {
    double longest = panels.stream().mapToDouble(Panel::seconds).max().orElseThrow();
    int height = MARGIN + panels.stream().mapToInt(Panel::height).sum();
    Png.write(
        file,
        new Dimension(MARGIN + NAMES + WIDTH + MARGIN, height),
        graphics -> {
          int top = MARGIN;
          for (Panel panel : panels) {
            new Painting(graphics, labels, panel, WIDTH / longest).paint(top);
            top += panel.height();
          }
        });
  }

  /** Paints a sound; {@code scale} is in pixels a second. */
  private record Painting(Graphics2D graphics, List<String> labels, Panel panel, double scale) {

    private static final int LEFT = MARGIN + NAMES;

    void paint(int top) {
      graphics.setColor(Color.BLACK);
      graphics.setFont(TITLES);
      graphics.drawString(panel.title(), LEFT, top + TITLES.getSize());
      graphics.setFont(NAMES_FONT);
      int bands = panel.energies()[0].length;
      int y = top + TITLE;
      image(heat(), y, bands * BAND);
      name("mel bands", y + bands * BAND / 2 + 5);
      y += bands * BAND + GAP;
      image(shades(), y, labels.size() * LABEL);
      for (int k = 0; k < labels.size(); k++) {
        name(labels.get(k), y + k * LABEL + LABEL - 3);
      }
      y += labels.size() * LABEL;
      if (panel.said() != null) {
        bar("said", panel.said(), y + GAP);
        y += GAP + BAR;
      }
      bar("heard", panel.heard(), y + GAP);
      axis(y + GAP + BAR);
    }

    private void name(String name, int baseline) {
      graphics.setColor(Color.DARK_GRAY);
      graphics.drawString(name, LEFT - GAP - graphics.getFontMetrics().stringWidth(name), baseline);
    }

    private void image(BufferedImage image, int y, int height) {
      int left = LEFT + (int) Math.round(panel.begin() * scale);
      int width = LEFT + (int) Math.round(panel.seconds() * scale) - left;
      graphics.drawImage(image, left, y, width, height, null);
      graphics.setColor(LINES);
      graphics.drawRect(left, y, width, height);
    }

    private BufferedImage heat() {
      double[][] energies = panel.energies();
      double loudest = Arrays.stream(energies).flatMapToDouble(Arrays::stream).max().orElseThrow();
      BufferedImage image = canvas(energies.length, energies[0].length);
      for (int t = 0; t < energies.length; t++) {
        for (int m = 0; m < energies[t].length; m++) {
          double loud = Math.max(0, 1 + (energies[t][m] - loudest) / RANGE) * (HEAT.length - 1);
          int below = Math.min(HEAT.length - 2, (int) loud);
          Color colour = mix(HEAT[below], HEAT[below + 1], loud - below);
          image.setRGB(t, energies[t].length - 1 - m, colour.getRGB()); // low bands below
        }
      }
      return image;
    }

    private BufferedImage shades() {
      float[][] probabilities = panel.probabilities();
      BufferedImage image = canvas(probabilities.length, labels.size());
      for (int t = 0; t < probabilities.length; t++) {
        for (int k = 0; k < labels.size(); k++) {
          image.setRGB(t, k, mix(Color.WHITE, MOST, probabilities[t][k]).getRGB());
        }
      }
      return image;
    }

    private static BufferedImage canvas(int width, int height) {
      return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    private static Color mix(Color one, Color other, double share) {
      return new Color(
          between(one.getRed(), other.getRed(), share),
          between(one.getGreen(), other.getGreen(), share),
          between(one.getBlue(), other.getBlue(), share));
    }

    private static int between(int from, int to, double share) {
      return (int) Math.round(from + (to - from) * Math.max(0, Math.min(1, share)));
    }

    private void bar(String name, List<Segment> segments, int y) {
      name(name, y + BAR / 2 + 5);
      for (Segment segment : segments) {
        int from = LEFT + (int) Math.round(segment.start() * scale);
        int to = LEFT + (int) Math.round(segment.end() * scale);
        Rectangle2D box = new Rectangle(from, y, Math.max(1, to - from), BAR);
        graphics.setColor(colour(segment.label()));
        graphics.fill(box);
        Shape before = graphics.getClip();
        graphics.clip(box);
        graphics.setColor(Color.BLACK);
        int width = graphics.getFontMetrics().stringWidth(segment.label());
        graphics.drawString(
            segment.label(), Math.max(from + 2, (from + to - width) / 2), y + BAR / 2 + 5);
        graphics.setClip(before);
      }
    }

    /** Returns a light colour of the label's own. */
    private Color colour(String label) {
      float place = (float) Math.max(0, labels.indexOf(label)) / labels.size();
      return Color.getHSBColor(place, 0.35f, 0.95f);
    }

    private void axis(int y) {
      graphics.setColor(Color.GRAY);
      double every = panel.seconds() < 10 ? 0.5 : Math.ceil(panel.seconds() / 20);
      for (double second = 0; second <= panel.seconds(); second += every) {
        int x = LEFT + (int) Math.round(second * scale);
        graphics.drawLine(x, y + 4, x, y + 8);
        graphics.drawString(String.format(Locale.ROOT, "%.1f s", second), x - 10, y + 21);
      }
    }
  }
}
