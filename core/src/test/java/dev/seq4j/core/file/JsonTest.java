package dev.seq4j.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @TempDir Path folder;

  record Settings(int epochs, double dropout, String name, List<Layer> layers) {
    Settings {
      if (dropout >= 1) {
        throw new InvalidInputException("dropout = " + dropout + ": must be in [0, 1)");
      }
    }
  }

  record Layer(String kind, long units) {}

  private static final Settings SETTINGS =
      new Settings(3, 0.1, "größer", List.of(new Layer("lstm", 1L << 40), new Layer("gru", 2)));

  @Test
  void recordsComeBackAsTheyWere() {
    assertThat(Json.read(Json.write(SETTINGS), Settings.class, "x")).isEqualTo(SETTINGS);
    assertThat(Json.read(Json.line(SETTINGS), Settings.class, "x")).isEqualTo(SETTINGS);
  }

  @Test
  void aLineIsOneLineAndAFileEndsWithALineFeed() {
    assertThat(Json.line(SETTINGS)).startsWith("{\"epochs\":3,").doesNotContain("\n");
    assertThat(Json.write(SETTINGS)).endsWith("}\n").hasLineCount(12);
    assertThat(Json.line(Map.of("a", List.of(1, 2)))).isEqualTo("{\"a\":[1,2]}");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        Double.MIN_VALUE,
        0.1 + 0.2
      })
  void everyDoubleComesBackBitForBit(double value) {
    record Loss(double value) {}

    Loss read = Json.read(Json.write(new Loss(value)), Loss.class, "x");

    assertThat(Double.doubleToRawLongBits(read.value()))
        .isEqualTo(Double.doubleToRawLongBits(value));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("{\n\"epochs\": 3,\n\"dropout\" 0.1}", "f.json, line 3: "),
        arguments("{\"epochs\": 3,", "f.json, line 1: "),
        arguments("", "f.json, line 1: must be one value of type Settings"),
        arguments("epochs = 3", "f.json, line 1: "),
        arguments("{\"epochs\":3,\"dropout\":0} {}", "f.json, line 1: must be one value"),
        arguments(
            "{\n\"epochs\": \"many\"}", "f.json, line 2, epochs: must be one value of type int"),
        arguments(
            "{\n\n\"epochs\": null}", "f.json, line 3, epochs: must be one value of type int"),
        arguments("{\"dropout\":0.5}", "f.json, line 1, epochs: must be one value of type int"),
        arguments(
            "{\"epochs\":3,\"dropout\":0,\n\"epoch\":0.5}", "f.json, line 2, epoch: is not known"),
        arguments(
            "{\"epochs\":3,\n\"layers\":[{\"kind\":\"a\",\"units\":1},\n{\"units\":[]}]}",
            "f.json, line 3, layers[1].units: must be one value of type long"),
        arguments(
            "{\"epochs\":3,\"dropout\":1.5}", "f.json, line 1: dropout = 1.5: must be in [0, 1)"),
        arguments("null", "f.json: is null, must be one value of type Settings"),
        arguments("[1]", "f.json, line 1: must be one value of type Settings"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsOneLineThatNamesFileLineAndField(String json, String start) {
    assertThatThrownBy(() -> Json.read(json, Settings.class, "f.json"))
        .isInstanceOf(InvalidInputException.class)
        .satisfies(
            e -> assertThat(e.getMessage()).startsWith(start).hasLineCount(1).doesNotEndWith(": "));
  }

  @Test
  void aFileIsReadAndNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("settings.json"), Json.write(SETTINGS));
    assertThat(Json.read(file, Settings.class)).isEqualTo(SETTINGS);

    Files.writeString(file, "{\n}}");
    assertThatThrownBy(() -> Json.read(file, Settings.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file + ", line 2");
  }

  @Test
  void aFileThatIsMissingOrNotTextIsNamed() throws IOException {
    Path file = folder.resolve("settings.json");
    assertThatThrownBy(() -> Json.read(file, Settings.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": no such file");

    Files.write(file, "\"größe\"".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Json.read(file, String.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": cannot be read, it is not valid UTF-8 text");
  }

  @Test
  void whatJsonCannotExpressIsAProgrammersError() {
    Object[] loop = new Object[1];
    loop[0] = loop;

    assertThatThrownBy(() -> Json.line(loop))
        .isInstanceOf(IllegalArgumentException.class)
        .isNotInstanceOf(InvalidInputException.class);
  }
}
