package dev.seq4j.apps.plot;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.List;

/**
 * Several heat maps in one picture, row by row from the left, such as the heads of a network with a
 * row for each layer. Many or large ones are drawn smaller.
 *
 * @param maps what is shown, one or more
 * @param columns how many stand side by side, 1 or more
 */
public record HeatGrid(List<HeatMap> maps, int columns) {

  /** Pixels of a picture at most; a program that shows it takes four bytes for each. */
  private static final long MOST_PIXELS = 8_000_000;

  /**
   * @throws IllegalArgumentException if there is no map or no column
   */
  public HeatGrid {
    maps = List.copyOf(maps);
    if (maps.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "%d maps in %d columns: must be 1 or more".formatted(maps.size(), columns));
    }
  }

  /**
   * @param file a PNG file, replaced if it is there
   */
  public void write(Path file) {
    int[] widths = new int[Math.min(columns, maps.size())];
    int[] heights = new int[(maps.size() - 1) / columns + 1];
    for (int i = 0; i < maps.size(); i++) {
      Dimension size = maps.get(i).size();
      widths[i % columns] = Math.max(widths[i % columns], size.width);
      heights[i / columns] = Math.max(heights[i / columns], size.height);
    }
    long width = sum(widths, widths.length);
    long height = sum(heights, heights.length);
    double scale = Math.min(1, Math.sqrt((double) MOST_PIXELS / (width * height)));
    Png.write(
        file,
        new Dimension((int) Math.ceil(width * scale), (int) Math.ceil(height * scale)),
        graphics -> {
          for (int i = 0; i < maps.size(); i++) {
            Graphics2D part = (Graphics2D) graphics.create();
            part.scale(scale, scale);
            part.translate(sum(widths, i % columns), sum(heights, i / columns));
            maps.get(i).paint(part);
            part.dispose();
          }
        });
  }

  private static long sum(int[] lengths, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += lengths[i];
    }
    return sum;
  }
}
