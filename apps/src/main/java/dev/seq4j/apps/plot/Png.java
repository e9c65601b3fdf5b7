package dev.seq4j.apps.plot;

import dev.seq4j.core.file.AtomicFile;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as PNG files. */
final class Png {

  private Png() {}

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
