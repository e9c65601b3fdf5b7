package dev.seq4j.datasets.batch;

import dev.seq4j.core.picture.Picture;
import java.util.Objects;

/**
 * A picture and what it shows.
 *
 * @param picture the picture
 * @param caption says it
 */
public record CaptionedPicture(Picture picture, String caption) {

  public CaptionedPicture {
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(caption, "caption");
  }
}
