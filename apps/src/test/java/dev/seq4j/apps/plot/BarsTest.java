package dev.seq4j.apps.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarsTest {

  @TempDir private Path folder;

  private int blue(double value) throws IOException {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    values.put("baseline", List.of(0.2, 0.0));
    values.put("network", List.of(0.5, value));
    Path file = folder.resolve("bars.png");
    Bars.write(file, "F1", List.of("first", ","), values);
    BufferedImage picture = ImageIO.read(file.toFile());
    return (int)
        IntStream.range(0, picture.getWidth() * picture.getHeight())
            .map(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) & 0xFFFFFF)
            .filter(colour -> colour == 0x4C78A8)
            .count();
  }

  @Test
  void aHigherValueHasALongerBar() throws IOException {
    int none = blue(0);
    assertThat(none).isPositive();
    assertThat(blue(0.5) - none).isBetween(none / 2, 2 * none);
  }
}
