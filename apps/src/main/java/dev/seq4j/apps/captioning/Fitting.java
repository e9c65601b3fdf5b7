package dev.seq4j.apps.captioning;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.picture.Picture;
import java.nio.file.Path;

/**
 * Makes pictures fit a model, or refuses them.
 *
 * @param width that the model needs
 * @param height that the model needs
 * @param scale whether pictures of another size are stretched; else they are refused
 */
record Fitting(int width, int height, boolean scale) {

  /**
   * @param file where the picture is from
   * @param picture any
   * @return the picture in the model's size
   * @throws InvalidInputException if it has another one and is not to be stretched
   */
  Picture fit(Path file, Picture picture) {
    if (picture.width() == width && picture.height() == height) {
      return picture;
    }
    if (!scale) {
      throw new InvalidInputException(
          "%s: %d x %d pixels, must be %d x %d; --scale stretches it"
              .formatted(file, picture.width(), picture.height(), width, height));
    }
    return picture.scaled(width, height);
  }
}
