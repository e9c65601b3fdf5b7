package dev.seq4j.apps.plot;

import dev.seq4j.core.file.AtomicFile;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as PNG files. */
final class Png {

  private Png() {}

  /**
   * @param file replaced if it is there
   * @param size of the picture
   * @param painting paints it, on white
   */
  static void write(Path file, Dimension size, Consumer<Graphics2D> painting) {
    BufferedImage picture = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, size.width, size.height);
    painting.accept(graphics);
    graphics.dispose();
    write(file, picture);
  }

  /**
   * @param file replaced if it is there
   * @param picture what it shows
   */
  static void write(Path file, BufferedImage picture) {
    AtomicFile.write(
        file,
        out -> {
          // In memory, where ImageIO by itself would use the temporary folder.
          try (ImageOutputStream image = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(picture, "PNG", image);
          }
        });
  }
}
