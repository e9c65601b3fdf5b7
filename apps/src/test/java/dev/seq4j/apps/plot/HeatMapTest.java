package dev.seq4j.apps.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatMapTest {

  @TempDir private Path folder;

  private static final HeatMap SLEEPING =
      new HeatMap(
          "attention",
          List.of("he", "is", "sleeping"),
          List.of("il", "dort"),
          new float[][] {{0.9f, 0.05f, 0.05f, 0}, {0.01f, 0.29f, 0.7f, 0}});

  private static final int DARKEST = 0x08306B;

  private BufferedImage draw(HeatMap map) throws IOException {
    Path file = folder.resolve("attention.png");
    map.write(file);
    return ImageIO.read(file.toFile());
  }

  /** Where the picture has this colour: left, top, right, bottom. */
  private static int[] bounds(BufferedImage picture, int colour) {
    int[] bounds = {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1};
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if ((picture.getRGB(x, y) & 0xFFFFFF) == colour) {
          bounds[0] = Math.min(bounds[0], x);
          bounds[1] = Math.min(bounds[1], y);
          bounds[2] = Math.max(bounds[2], x);
          bounds[3] = Math.max(bounds[3], y);
        }
      }
    }
    return bounds;
  }

  private static HeatMap one(int row, int column, List<String> source) {
    float[][] weights = new float[3][source.size()];
    weights[row][column] = 1;
    return new HeatMap("", source, List.of("a", "b", "c"), weights);
  }

  @Test
  void rowsAreTargetsAndColumnsAreSources() throws IOException {
    List<String> source = List.of("x", "y", "z");
    int[] first = bounds(draw(one(0, 0, source)), DARKEST);
    int[] right = bounds(draw(one(0, 2, source)), DARKEST);
    int[] below = bounds(draw(one(2, 0, source)), DARKEST);

    assertThat(right[1]).isEqualTo(first[1]);
    assertThat(right[0] - first[0]).isEqualTo(2 * 44);
    assertThat(below[0]).isEqualTo(first[0]);
    assertThat(below[1] - first[1]).isEqualTo(2 * 44);
    assertThat(first[2] - first[0]).isBetween(40, 44);
  }

  @Test
  void theWholePictureFits() throws IOException {
    List<String> words =
        List.of("Où", "habitait", "l'", "extraordinairement", "élégante", "Éléonore");
    BufferedImage picture = draw(one(1, 5, words));
    int border = 4;

    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        boolean inside =
            x >= border
                && y >= border
                && x < picture.getWidth() - border
                && y < picture.getHeight() - border;
        if (!inside) {
          assertThat(picture.getRGB(x, y) & 0xFFFFFF).as("%d, %d", x, y).isEqualTo(0xFFFFFF);
        }
      }
    }
  }

  @Test
  void replacesAnOlderPictureAndLeavesNothingElse() throws IOException {
    Files.writeString(folder.resolve("attention.png"), "an old one");

    assertThat(draw(SLEEPING).getWidth()).isGreaterThan(3 * 44);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void isShadedAsText() {
    assertThat(new HeatText(80, false).of(SLEEPING))
        .isEqualTo(
            """
                 he  is  sleeping
            il   ███ ░░░ ░░░░░░░░
            dort     ▒▒▒ ▓▓▓▓▓▓▓▓
            """);
  }

  @Test
  void isColouredOnATerminal() {
    String text = new HeatText(80, true).of(SLEEPING);

    assertThat(text.lines().skip(1))
        .containsExactly(
            "il   \u001B[48;5;227m   \u001B[0m \u001B[48;5;24m   \u001B[0m"
                + " \u001B[48;5;24m        \u001B[0m",
            "dort \u001B[48;5;18m   \u001B[0m \u001B[48;5;36m   \u001B[0m"
                + " \u001B[48;5;192m        \u001B[0m");
  }

  @Test
  void whatIsTooWideGoesOnBelow() {
    List<String> source = IntStream.range(0, 10).mapToObj(i -> "word" + i).toList();
    String text = new HeatText(20, false).of(one(2, 9, source));

    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(20));
    assertThat(text).contains("  word0 word1 word2\n", "\n  word9\na\nb\nc █████\n");
  }

  @Test
  void longWordsAreCutAndAccentsTakeNoPlace() {
    String text =
        new HeatText(80, false)
            .of(
                new HeatMap(
                    "",
                    List.of("anticonstitutionnellement"),
                    List.of("e\u0301te\u0301", "a"),
                    new float[][] {{1}, {1}}));

    assertThat(text)
        .isEqualTo(
            """
                anticonstitut…
            e\u0301te\u0301 ██████████████
            a   ██████████████
            """);
  }

  @Test
  void weightsMustCoverAllWords() {
    assertThatThrownBy(() -> new HeatMap("", List.of("a", "b"), List.of("c"), new float[][] {{1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights of 1 rows: must be [1, 2], neither of them 0");
    assertThatThrownBy(() -> new HeatMap("", List.of(), List.of("c"), new float[][] {{}}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
