package dev.seq4j.apps.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What each word of a translation attended to in its sentence: a row for each word of the
 * translation, a column for each of the sentence, the darker the more. As a PNG picture with the
 * weights in per cent, or as text, see {@link HeatText}.
 *
 * @param title above the picture, such as the model's name; may be empty
 * @param source words of the sentence, one or more
 * @param target words of the translation, one or more
 * @param weights {@code [target, source]}, from 0 to 1; rows may be longer, where the model attends
 *     to something that is no word
 */
public record HeatMap(String title, List<String> source, List<String> target, float[][] weights) {

  private static final int CELL = 44;
  private static final int MARGIN = 16;
  private static final int GAP = 8;
  private static final double SLANT = Math.toRadians(-50);

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final Font WORDS = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
  private static final Font NUMBERS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private static final Color LEAST = new Color(0xF7FBFF);
  private static final Color MOST = new Color(0x08306B);
  private static final Color LINES = new Color(0xD5DCE4);

  /**
   * @throws IllegalArgumentException if there is no word, or there are too few weights
   */
  public HeatMap {
    Objects.requireNonNull(title, "title");
    source = List.copyOf(source);
    target = List.copyOf(target);
    int columns = source.size();
    if (source.isEmpty()
        || target.isEmpty()
        || weights.length < target.size()
        || Arrays.stream(weights, 0, target.size()).anyMatch(row -> row.length < columns)) {
      throw new IllegalArgumentException(
          "weights of %d rows: must be [%d, %d], neither of them 0"
              .formatted(weights.length, target.size(), source.size()));
    }
  }

  /**
   * @param file a PNG file, replaced if it is there
   */
  public void write(Path file) {
    Png.write(file, draw());
  }

  private BufferedImage draw() {
    Graphics2D measuring = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    FontMetrics words = measuring.getFontMetrics(WORDS);
    int titleWidth = measuring.getFontMetrics(TITLE).stringWidth(title);
    measuring.dispose();
    int widestSource = source.stream().mapToInt(words::stringWidth).max().orElse(0);
    int widestTarget = target.stream().mapToInt(words::stringWidth).max().orElse(0);
    int overhang = (int) (widestSource * Math.cos(SLANT)); // of the last slanting word
    int left = MARGIN + widestTarget + GAP;
    int top =
        MARGIN
            + (title.isEmpty() ? 0 : 2 * TITLE.getSize())
            + (int) (widestSource * Math.sin(-SLANT))
            + words.getHeight();
    int width = left + source.size() * CELL + Math.max(MARGIN, overhang - CELL / 2 + MARGIN);
    BufferedImage picture =
        new BufferedImage(
            Math.max(width, titleWidth + 2 * MARGIN),
            top + target.size() * CELL + MARGIN,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    graphics.setColor(Color.BLACK);
    graphics.setFont(TITLE);
    graphics.drawString(title, MARGIN, MARGIN + TITLE.getSize());
    drawWords(graphics, words, left, top);
    drawCells(graphics, left, top);
    graphics.dispose();
    return picture;
  }

  private void drawWords(Graphics2D graphics, FontMetrics words, int left, int top) {
    graphics.setFont(WORDS);
    AffineTransform upright = graphics.getTransform();
    for (int column = 0; column < source.size(); column++) {
      graphics.translate(left + column * CELL + CELL / 2 + words.getAscent() / 3, top - GAP);
      graphics.rotate(SLANT);
      graphics.drawString(source.get(column), 0, 0);
      graphics.setTransform(upright);
    }
    for (int row = 0; row < target.size(); row++) {
      String word = target.get(row);
      int middle = top + row * CELL + CELL / 2;
      graphics.drawString(
          word, left - GAP - words.stringWidth(word), middle + words.getAscent() / 2 - 2);
    }
  }

  private void drawCells(Graphics2D graphics, int left, int top) {
    graphics.setFont(NUMBERS);
    FontMetrics numbers = graphics.getFontMetrics();
    for (int row = 0; row < target.size(); row++) {
      for (int column = 0; column < source.size(); column++) {
        float weight = Math.max(0, Math.min(1, weights[row][column]));
        int x = left + column * CELL;
        int y = top + row * CELL;
        graphics.setColor(shade(weight));
        graphics.fillRect(x, y, CELL, CELL);
        graphics.setColor(LINES);
        graphics.drawRect(x, y, CELL, CELL);
        String percent = Integer.toString(Math.round(100 * weight));
        if (!percent.equals("0")) {
          graphics.setColor(weight > 0.5 ? Color.WHITE : Color.DARK_GRAY);
          graphics.drawString(
              percent,
              x + (CELL - numbers.stringWidth(percent)) / 2,
              y + CELL / 2 + numbers.getAscent() / 2 - 1);
        }
      }
    }
  }

  private static Color shade(float weight) {
    return new Color(
        between(LEAST.getRed(), MOST.getRed(), weight),
        between(LEAST.getGreen(), MOST.getGreen(), weight),
        between(LEAST.getBlue(), MOST.getBlue(), weight));
  }

  private static int between(int from, int to, float share) {
    return Math.round(from + (to - from) * share);
  }
}
