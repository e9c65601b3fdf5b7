package dev.seq4j.core.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {

  @TempDir private Path folder;

  /** Red, nothing; blue, grey. */
  private static BufferedImage image() {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xFFFF0000);
    image.setRGB(1, 0, 0x00000000);
    image.setRGB(0, 1, 0xFF0000FF);
    image.setRGB(1, 1, 0xFF808080);
    return image;
  }

  private static float[] numbers(Picture picture) {
    float[] numbers = new float[3 * picture.width() * picture.height()];
    picture.copyTo(numbers, 0);
    return numbers;
  }

  @Test
  void isThreePlanesFromZeroToOneOnWhite() {
    float grey = 128 / 255f;
    assertThat(numbers(Picture.of(image())))
        .containsExactly(1, 1, 0, grey, 0, 1, 0, grey, 0, 1, 1, grey);
  }

  @Test
  void whatIsWrittenIsRead() {
    Picture picture = Picture.of(image());
    Path file = folder.resolve("new").resolve("picture.png");

    picture.write(file);

    assertThat(Picture.read(file)).isEqualTo(picture).hasSameHashCodeAs(picture);
    assertThat(Picture.of(picture.image())).isEqualTo(picture);
  }

  @Test
  void aSmallerPictureHoldsMeans() {
    float[] numbers = numbers(Picture.of(image()).scaled(1, 1));
    double grey = 128 / 255.0;
    assertThat(numbers[0]).isCloseTo((float) ((1 + 1 + 0 + grey) / 4), within(1e-6f));
    assertThat(numbers[1]).isCloseTo((float) ((0 + 1 + 0 + grey) / 4), within(1e-6f));
  }

  @Test
  void enlargingAndReducingByWholeNumbersChangesNothing() {
    Picture picture = Picture.of(image());
    Picture large = picture.scaled(6, 4);

    assertThat(large.width()).isEqualTo(6);
    assertThat(large.height()).isEqualTo(4);
    float[] back = numbers(large.scaled(2, 2));
    float[] before = numbers(picture);
    for (int i = 0; i < before.length; i++) {
      assertThat(back[i]).isCloseTo(before[i], within(1e-6f));
    }
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    Path letter = Files.writeString(folder.resolve("letter.png"), "Dear aunt");
    assertThatThrownBy(() -> Picture.read(letter))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(letter + ": is no picture, must be PNG, JPEG, GIF or BMP");
    assertThatThrownBy(() -> Picture.read(folder.resolve("none.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(folder.resolve("none.png") + ": no such file");
    Path cut = folder.resolve("cut.png");
    Picture.of(image()).write(cut);
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> Picture.read(cut))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(cut + ": is ");
  }
}
