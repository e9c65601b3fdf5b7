package dev.seq4j.core.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmTest {

  @TempDir private Path folder;

  /** A picture of one colour. */
  private static Picture plain(int rgb, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    return Picture.of(image);
  }

  private static Film film() {
    return new Film(List.of(plain(0xFF0000, 5, 4), plain(0x00FF00, 5, 4), plain(0x123456, 5, 4)));
  }

  private static Film read(Path source) {
    return Film.read(source, (file, picture) -> picture);
  }

  @Test
  void whatIsWrittenAsGifIsRead() {
    Path file = folder.resolve("new").resolve("film.gif");

    film().writeGif(file);

    assertThat(read(file)).isEqualTo(film()); // of few colours, so that none is lost
  }

  /**
   * By hand: on a canvas of 2 x 1 a red frame that stays, then one of the left pixel alone that is
   * taken away again, then one of the right pixel, which is black.
   */
  @Test
  void framesArePaintedOverWhatIsLeft() throws IOException {
    byte[] header = {'G', 'I', 'F', '8', '9', 'a', 2, 0, 1, 0, (byte) 0x80, 0, 0};
    byte[] table = {(byte) 0xFF, 0, 0, 0, 0, 0}; // red, black
    List<byte[]> parts = new ArrayList<>(List.of(header, table));
    parts.add(frame(0, 2, 1, new byte[] {0x04, 0x0A})); // clear, 0, 0, end
    parts.add(frame(0, 1, 2, new byte[] {0x4C, 0x01})); // clear, 1, end; to the background
    parts.add(frame(1, 1, 1, new byte[] {0x4C, 0x01}));
    parts.add(new byte[] {0x3B});
    Path file = folder.resolve("parts.gif");
    try (var out = Files.newOutputStream(file)) {
      for (byte[] part : parts) {
        out.write(part);
      }
    }

    List<Integer> left = new ArrayList<>();
    List<Integer> right = new ArrayList<>();
    for (Picture frame : read(file).frames()) {
      left.add(frame.image().getRGB(0, 0) & 0xFFFFFF);
      right.add(frame.image().getRGB(1, 0) & 0xFFFFFF);
    }

    assertThat(left).containsExactly(0xFF0000, 0x000000, 0xFFFFFF); // white shines through
    assertThat(right).containsExactly(0xFF0000, 0xFF0000, 0x000000);
  }

  private static byte[] frame(int x, int width, int disposal, byte[] codes) {
    byte[] bytes = {
      0x21,
      (byte) 0xF9,
      4,
      (byte) (disposal << 2),
      0,
      0,
      0,
      0, // how it is taken away
      0x2C,
      (byte) x,
      0,
      0,
      0,
      (byte) width,
      0,
      1,
      0,
      0, // where it is
      2,
      (byte) codes.length // codes of three bits at first
    };
    byte[] whole = Arrays.copyOf(bytes, bytes.length + codes.length + 1);
    System.arraycopy(codes, 0, whole, bytes.length, codes.length);
    return whole;
  }

  @Test
  void framesOfAFolderComeInTheOrderOfTheirNumbers() throws IOException {
    for (int i = 1; i <= 11; i++) {
      plain(i, 3, 2).write(folder.resolve("frame" + i + ".PNG"));
    }
    Files.writeString(folder.resolve("notes.txt"), "no frame");

    Film film = read(folder);

    assertThat(film.length()).isEqualTo(11);
    for (int i = 1; i <= 11; i++) {
      assertThat(film.frames().get(i - 1)).isEqualTo(plain(i, 3, 2));
    }
  }

  @Test
  void aPictureIsAFilmOfOneFrame() {
    Path file = folder.resolve("one.png");
    plain(7, 3, 2).write(file);
    assertThat(read(file)).isEqualTo(new Film(List.of(plain(7, 3, 2))));
  }

  @Test
  void whatIsReadIsFitted() {
    Path file = folder.resolve("film.gif");
    film().writeGif(file);
    Film fitted = Film.read(file, (from, picture) -> picture.scaled(2, 2));
    assertThat(fitted.length()).isEqualTo(3);
    assertThat(fitted.frames().get(2).sameSize(plain(0, 2, 2))).isTrue();
    assertThatThrownBy(
            () ->
                Film.read(
                    file,
                    (from, picture) -> {
                      throw new InvalidInputException(from + ": is not wanted");
                    }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": is not wanted");
  }

  @Test
  void filmsLieSideBySide() {
    float[] numbers = new float[2 * 2 * 3 * 20]; // [frames, rows, numbers]
    film().copyTo(1, 3, numbers, 1, 2);
    float[] second = new float[60];
    film().frames().get(1).copyPixelsTo(second, 0);
    assertThat(Arrays.copyOfRange(numbers, 60, 120)).isEqualTo(second);
    assertThat(Arrays.copyOfRange(numbers, 0, 60)).containsOnly(0);
  }

  @Test
  void refusesWhatIsNoFilm() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> read(empty))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(empty + ": holds no PNG file, must hold a film's frames");
    Path mixed = folder.resolve("mixed");
    plain(1, 3, 2).write(mixed.resolve("1.png"));
    plain(1, 2, 2).write(mixed.resolve("2.png"));
    assertThatThrownBy(() -> read(mixed))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            mixed
                + ": frame 2: picture of 2 x 2 pixels, the first is a picture of 3 x 2 pixels: must"
                + " be of one size");
    Path large = Files.writeString(folder.resolve("large.gif"), "GIF89a and no more");
    assertThatThrownBy(() -> read(large)) // the letters of " and" are a size
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(large + ": 24864 x 25710 pixels, must be 16777216 at most");
    Path damaged = folder.resolve("damaged.gif");
    Files.write(damaged, new byte[] {'G', 'I', 'F', '8', '9', 'a', 2, 0, 1, 0, 0, 0, 0, 0x2C, 0});
    assertThatThrownBy(() -> read(damaged))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(damaged + ": ");
    assertThatThrownBy(() -> read(folder.resolve("none.gif")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("none.gif: no such file");
    assertThatThrownBy(() -> new Film(List.of())).isInstanceOf(InvalidInputException.class);
  }
}
