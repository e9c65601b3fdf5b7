package dev.seq4j.apps.captioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.picture.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code train captions}, {@code caption} and {@code evaluate} do. */
class CaptionCommandsTest {

  @TempDir private static Path folder;
  private static Path run;
  private static String model;
  private static Program.Outcome trained;

  @TempDir private Path other;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    model = run.resolve("model.zip").toString();
    trained = training(run, "--cell", "lstm");
  }

  private static Program.Outcome training(Path run, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "captions", "--threads", "1", "--json"));
    words.addAll(List.of("--out", run.toString()));
    words.addAll(
        List.of(
            "--maps 4 --embedding 4 --units 8 --epochs 2 --pictures 24 --batch 8 --test 14"
                .split(" ")));
    words.addAll(List.of(more));
    return program(words.toArray(String[]::new)).succeeded();
  }

  private static Program.Outcome program(String... args) {
    return new Program(folder).run(args);
  }

  @Test
  void saysInJsonWhatCameOfIt() throws IOException {
    JsonNode result = trained.json();

    assertThat(result.fieldNames())
        .toIterable()
        .containsExactly(
            "task",
            "outcome",
            "validationLoss",
            "test",
            "beam",
            "accuracyUnseen",
            "accuracyUnseenGreedy",
            "accuracySeen",
            "iterations",
            "trainSeconds",
            "parameters",
            "file",
            "run");
    assertThat(result.get("iterations").asInt()).isEqualTo(6);
    assertThat(Json.read(run.resolve("metrics.json"), JsonNode.class)).isEqualTo(result);
    assertThat(trained.err())
        .contains("device: ", "60 pairs of coloured forms never stand together");
    JsonNode record = Json.read(run.resolve("run.json"), JsonNode.class);
    assertThat(record.at("/settings/model/cell").asText()).isEqualTo("LSTM");
    assertThat(ImageIO.read(run.resolve("curves.png").toFile()).getHeight()).isEqualTo(480);
    BufferedImage sheet = ImageIO.read(run.resolve("contact-sheet.png").toFile());
    assertThat(sheet.getWidth()).isGreaterThan(4 * 160);
    assertThat(sheet.getHeight()).isGreaterThan(3 * 160);
  }

  @Test
  void goesOnWhereItStopped() {
    Path stopped = other.resolve("stopped");
    training(stopped, "--minutes", "0.00001");

    JsonNode result = program("train", "captions", "--resume", stopped.toString(), "--json").json();

    assertThat(result.get("outcome").asText()).isEqualTo("time_limit");
  }

  @Test
  void captionsPicturesInTheirOrder() {
    String one = run.resolve("pictures").resolve("1.png").toString();
    String two = run.resolve("pictures").resolve("2.png").toString();

    String lines = program("caption", "--model", model, one, two).succeeded().out();
    JsonNode json = program("caption", "--model", model, "--json", two).succeeded().json();

    assertThat(lines.lines()).hasSize(2);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("picture", "caption", "logProbability");
    assertThat(json.get("picture").asText()).isEqualTo(two);
    assertThat(json.get("caption").asText()).isEqualTo(lines.lines().toList().get(1));
    assertThat(json.get("logProbability").asDouble()).isNegative();
  }

  @Test
  void scalesPicturesOfAnotherSizeWhereItIsAskedTo() {
    Path large = other.resolve("large.png");
    Picture.read(run.resolve("pictures").resolve("1.png")).scaled(80, 60).write(large);

    assertThat(program("caption", "--model", model, large.toString()).refused())
        .isEqualTo("seq4j: " + large + ": 80 x 60 pixels, must be 40 x 40; --scale stretches it");
    assertThat(program("caption", "--model", model, "--scale", large.toString()).succeeded().out())
        .isNotNull();
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    Path letter = Files.writeString(other.resolve("letter.png"), "Dear aunt");
    assertThat(program("caption", "--model", model, letter.toString()).refused())
        .isEqualTo("seq4j: " + letter + ": is no picture, must be PNG, JPEG, GIF or BMP");
    assertThat(program("caption", "--model", model, other.resolve("x.png").toString()).refused())
        .endsWith("x.png: no such file");
    assertThat(program("caption", "--model", model).refused()).contains("PICTURE");
    String picture = run.resolve("pictures").resolve("1.png").toString();
    assertThat(program("caption", "--model", letter.toString(), picture).refused())
        .isEqualTo("seq4j: " + letter + ": is not a model file, or is cut short");
  }

  @Test
  void measuresOnBothKindsOfPictures() {
    Program.Outcome outcome =
        program("evaluate", "--model", model, "--json", "--beam", "1").succeeded();

    List<JsonNode> lines =
        outcome.out().lines().map(line -> Json.read(line, JsonNode.class, "line")).toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).get("data").asText()).isEqualTo("unseen combinations");
    assertThat(lines.get(1).get("pictures").asInt()).isEqualTo(1_000);
    assertThat(lines.get(1).get("accuracy").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void saysWhatTheModelFileHolds() {
    assertThat(program("info", model).succeeded().out())
        .contains("captioning", "LSTM", "drawn pictures; 60 pairs", "test accuracy, unseen");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--pictures 7 --batch 8 | pictures = 7: must be 8 or above",
        "--maps 0 | maps = 0: must be 1 or above",
        "--cell rnn | cell = rnn: unknown",
        "--test 0 | test = 0: must be 1 or above",
        "--beam 0 | beam = 0: must be 1 or above",
        "--learning-rate 0 | learning rate = 0.0: must be above 0",
      })
  void refusesWhatIsOutOfRange(String options, String message) {
    List<String> words = new ArrayList<>(List.of("train", "captions"));
    words.addAll(List.of("--out", other.resolve("run").toString()));
    words.addAll(List.of(options.split(" ")));
    assertThat(program(words.toArray(String[]::new)).refused()).contains(message);
  }
}
