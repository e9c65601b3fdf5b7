package dev.seq4j.apps.plot;

import dev.seq4j.core.picture.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Small pictures side by side, each enlarged, with what was to be said of it and what was said: in
 * green where it is right, in red where it is not.
 *
 * @param entries one or more
 */
public record ContactSheet(List<Entry> entries) {

  private static final int COLUMNS = 4;
  private static final int CELL = 230;
  private static final int SIDE = 160; // of a picture
  private static final int MARGIN = 14;
  private static final int LINES = 4; // of text, below a picture
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Color TRUTH = new Color(0x444444);
  private static final Color RIGHT = new Color(0x1B7F37);
  private static final Color WRONG = new Color(0xC62828);

  /**
   * A picture and its captions.
   *
   * @param picture to show
   * @param truth what was to be said
   * @param made what was said
   */
  public record Entry(Picture picture, String truth, String made) {}

  /**
   * @throws IllegalArgumentException if there is no picture
   */
  public ContactSheet {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("pictures of a contact sheet: must be one or more");
    }
  }

  /**
   * @param file a PNG file, replaced if it is there
   */
  public void write(Path file) {
    Picture.of(draw()).write(file);
  }

  private BufferedImage draw() {
    int columns = Math.min(COLUMNS, entries.size());
    int rows = (entries.size() + columns - 1) / columns;
    int lineHeight = TEXT.getSize() + 4;
    int cellHeight = SIDE + LINES * lineHeight + 2 * MARGIN;
    BufferedImage image =
        new BufferedImage(
            columns * CELL + MARGIN, rows * cellHeight + MARGIN, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setFont(TEXT);
    FontMetrics metrics = graphics.getFontMetrics();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      int left = MARGIN + i % columns * CELL;
      int y = MARGIN + i / columns * cellHeight;
      graphics.drawImage(entry.picture.image(), left, y, SIDE, SIDE, null);
      y += SIDE + lineHeight;
      graphics.setColor(TRUTH);
      for (String line : lines(entry.truth, metrics)) {
        graphics.drawString(line, left, y);
        y += lineHeight;
      }
      graphics.setColor(entry.truth.equals(entry.made) ? RIGHT : WRONG);
      for (String line : lines(entry.made, metrics)) {
        graphics.drawString(line, left, y);
        y += lineHeight;
      }
    }
    graphics.dispose();
    return image;
  }

  /** Breaks a text into lines that fit. */
  private static List<String> lines(String text, FontMetrics metrics) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && metrics.stringWidth(longer) > CELL - MARGIN) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }
}
