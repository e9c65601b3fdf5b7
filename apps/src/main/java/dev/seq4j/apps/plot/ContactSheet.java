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
 * @param columns pictures in a row at most
 * @param side of a picture in pixels
 * @param cell from one picture to the next in pixels
 */
public record ContactSheet(List<Entry> entries, int columns, int side, int cell) {

  private static final int COLUMNS = 4;
  private static final int CELL = 230;
  private static final int SIDE = 160;
  private static final int FRAMES = 8; // in a row
  private static final int FRAME_CELL = 142;
  private static final int FRAME_SIDE = 120;
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
   * @param truth what was to be said; null if nobody knows
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
   * @param entries single pictures, one or more
   * @return a sheet of them
   */
  public static ContactSheet ofPictures(List<Entry> entries) {
    return new ContactSheet(entries, COLUMNS, SIDE, CELL);
  }

  /**
   * @param entries the frames of a film in their order, one or more; of several films, if their
   *     lengths fill whole rows
   * @return a strip of them, broken into rows
   */
  public static ContactSheet ofFrames(List<Entry> entries) {
    return new ContactSheet(entries, FRAMES, FRAME_SIDE, FRAME_CELL);
  }

  /**
   * @param file a PNG file, replaced if it is there
   */
  public void write(Path file) {
    Picture.of(draw()).write(file);
  }

  private BufferedImage draw() {
    int across = Math.min(columns, entries.size());
    int rows = (entries.size() + across - 1) / across;
    int lineHeight = TEXT.getSize() + 4;
    int cellHeight = side + LINES * lineHeight + 2 * MARGIN;
    BufferedImage image =
        new BufferedImage(
            across * cell + MARGIN, rows * cellHeight + MARGIN, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setFont(TEXT);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      int left = MARGIN + i % across * cell;
      int y = MARGIN + i / across * cellHeight;
      graphics.drawImage(entry.picture.image(), left, y, side, side, null);
      y += side + lineHeight;
      if (entry.truth != null) {
        y = write(graphics, entry.truth, TRUTH, left, y);
      }
      write(graphics, entry.made, colour(entry), left, y);
    }
    graphics.dispose();
    return image;
  }

  private static Color colour(Entry entry) {
    if (entry.truth == null) {
      return TRUTH;
    }
    return entry.truth.equals(entry.made) ? RIGHT : WRONG;
  }

  /** Writes a text in lines, and returns where the next one begins. */
  private int write(Graphics2D graphics, String text, Color colour, int left, int top) {
    int y = top;
    graphics.setColor(colour);
    for (String line : lines(text, graphics.getFontMetrics())) {
      graphics.drawString(line, left, y);
      y += graphics.getFont().getSize() + 4;
    }
    return y;
  }

  /** Breaks a text into lines that fit. */
  private List<String> lines(String text, FontMetrics metrics) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && metrics.stringWidth(longer) > cell - MARGIN) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    lines.add(line);
    return lines;
  }
}
