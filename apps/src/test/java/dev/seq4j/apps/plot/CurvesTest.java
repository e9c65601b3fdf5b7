package dev.seq4j.apps.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.train.HistoryRow;
import dev.seq4j.core.train.Metrics;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesTest {

  @TempDir private Path folder;

  private static HistoryRow row(int iteration, Metrics validation) {
    return new HistoryRow(iteration, 0, iteration, 2.0 / iteration, 0.01, 1, 100, validation);
  }

  private BufferedImage draw(List<HistoryRow> history) throws IOException {
    Path file = folder.resolve("curves.png");
    Curves.write(file, "lstm on reviews", history);
    return ImageIO.read(file.toFile());
  }

  @Test
  void drawsTheLossAloneWithoutValidation() throws IOException {
    BufferedImage picture = draw(IntStream.rangeClosed(1, 20).mapToObj(i -> row(i, null)).toList());

    assertThat(picture.getWidth()).isEqualTo(720);
    assertThat(colours(picture)).contains(0x4C78A8).doesNotContain(0xE45756);
  }

  @Test
  void drawsValidationInItsOwnColourAndTheAccuracyBeside() throws IOException {
    BufferedImage picture =
        draw(
            IntStream.rangeClosed(1, 20)
                .mapToObj(i -> row(i, i % 5 == 0 ? new Metrics(1.0 / i, i / 20.0, 10) : null))
                .toList());

    assertThat(picture.getWidth()).isEqualTo(2 * 720);
    assertThat(colours(picture)).contains(0x4C78A8, 0xE45756);
    assertThat(colours(picture.getSubimage(720, 0, 720, 480)))
        .contains(0xE45756)
        .doesNotContain(0x4C78A8);
  }

  @Test
  void drawsASinglePoint() throws IOException {
    assertThat(draw(List.of(row(1, new Metrics(0.5, 1, 2)))).getHeight()).isEqualTo(480);
  }

  @Test
  void replacesAnOlderPictureAndLeavesNothingElse() throws IOException {
    Files.writeString(folder.resolve("curves.png"), "an old one");

    assertThat(draw(List.of(row(1, null), row(2, null)))).isNotNull();
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  private static List<Integer> colours(BufferedImage picture) {
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    return IntStream.of(pixels).map(pixel -> pixel & 0xFFFFFF).distinct().boxed().toList();
  }
}
