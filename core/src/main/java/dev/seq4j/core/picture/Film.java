package dev.seq4j.core.picture;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.FileProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Pictures of one size that follow one another.
 *
 * @param frames one or more
 */
public record Film(List<Picture> frames) {

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** By name, numbers in it by their value: 2.png comes before 10.png. */
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing(Film::withLongNumbers).thenComparing(Path::getFileName);

  /**
   * @throws InvalidInputException if there is no frame, or one has another size
   */
  public Film {
    frames = List.copyOf(frames);
    if (frames.isEmpty()) {
      throw new InvalidInputException("frames of a film: must be one or more");
    }
    for (int i = 1; i < frames.size(); i++) {
      if (!frames.get(i).sameSize(frames.get(0))) {
        throw new InvalidInputException(
            "frame %d: %s, the first is a %s: must be of one size"
                .formatted(i + 1, frames.get(i), frames.get(0)));
      }
    }
  }

  /**
   * Reads a film.
   *
   * @param source a folder of PNG files, each a frame, in the order of their names; or an animated
   *     GIF file; or a single picture
   * @param fitting is given each frame with its file, and returns what is kept of it; may refuse it
   * @return the film
   * @throws InvalidInputException if there is no frame or one cannot be read
   */
  public static Film read(Path source, BiFunction<Path, Picture, Picture> fitting) {
    List<Picture> frames = new ArrayList<>();
    if (Files.isDirectory(source)) {
      for (Path file : pictures(source)) {
        frames.add(fitting.apply(file, Picture.read(file)));
      }
    } else if (GifFile.isGif(source)) {
      GifFile.read(source, frame -> frames.add(fitting.apply(source, frame)));
    } else {
      frames.add(fitting.apply(source, Picture.read(source)));
    }
    try {
      return new Film(frames);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(source + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> pictures(Path folder) {
    List<Path> pictures;
    try (Stream<Path> files = Files.list(folder)) {
      pictures =
          files
              .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".png"))
              .sorted(BY_NAME)
              .toList();
    } catch (IOException e) {
      throw FileProblems.cannotRead(folder, e);
    }
    if (pictures.isEmpty()) {
      throw new InvalidInputException(folder + ": holds no PNG file, must hold a film's frames");
    }
    return pictures;
  }

  private static String withLongNumbers(Path file) {
    return NUMBER
        .matcher(file.getFileName().toString())
        .replaceAll(
            number -> "0".repeat(Math.max(0, 20 - number.group().length())) + number.group());
  }

  /**
   * @param file an animated GIF file, replaced if it is there; it has 256 colours for each frame
   * @throws InvalidInputException if it cannot be written
   */
  public void writeGif(Path file) {
    GifFile.write(file, frames);
  }

  /**
   * Copies the numbers of some frames to where those of several films lie side by side, {@code
   * [frames, rows, numbers]} in 'c' order, the numbers as in {@link Picture#copyPixelsTo}.
   *
   * @param from the first frame
   * @param to the frame after the last
   * @param target receives them
   * @param row of this film
   * @param rows films side by side
   */
  public void copyTo(int from, int to, float[] target, int row, int rows) {
    for (int t = from; t < to; t++) {
      frames.get(t).copyPixelsTo(target, ((t - from) * rows + row) * frames.get(t).numbers());
    }
  }

  /**
   * @return how many frames there are
   */
  public int length() {
    return frames.size();
  }
}
