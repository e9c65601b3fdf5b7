package dev.seq4j.apps.captioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.picture.Film;
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

/** What {@code train films}, {@code describe} and {@code evaluate} do. */
class FilmCommandsTest {

  private static final String SMALL =
      "--maps 2 --units 8 --epochs 2 --films 12 --batch 4 --frames 8 --test 9";

  @TempDir private static Path folder;
  private static Path run;
  private static String model;
  private static Program.Outcome trained;

  @TempDir private Path other;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    model = run.resolve("model.zip").toString();
    trained = training(run, "--cell", "gru");
  }

  private static Program.Outcome training(Path run, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "films", "--threads", "1", "--json"));
    words.addAll(List.of("--out", run.toString()));
    words.addAll(List.of(SMALL.split(" ")));
    words.addAll(List.of(more));
    return program(words.toArray(String[]::new)).succeeded();
  }

  private static Program.Outcome program(String... args) {
    return new Program(folder).run(args);
  }

  private static String film(int number) {
    return run.resolve("films").resolve(number + ".gif").toString();
  }

  @Test
  void saysInJsonWhatCameOfIt() throws IOException {
    JsonNode result = trained.json();

    assertThat(result.fieldNames())
        .toIterable()
        .containsExactly(
            "task",
            "outcome",
            "memory",
            "validationLoss",
            "test",
            "network",
            "mostFrequent",
            "iterations",
            "trainSeconds",
            "parameters",
            "file",
            "run");
    assertThat(result.get("iterations").asInt()).isEqualTo(6);
    assertThat(result.get("memory").asText()).isEqualTo("each");
    assertThat(result.at("/network/seen/frames").asInt()).isEqualTo(9 * 8);
    assertThat(result.at("/network/newDescriptions/frames").asInt()).isBetween(9, 71);
    assertThat(result.at("/mostFrequent/newDescriptions/accuracy").asDouble()).isZero();
    assertThat(Json.read(run.resolve("metrics.json"), JsonNode.class)).isEqualTo(result);
    assertThat(trained.err()).contains("device: ", "of 241 descriptions never come in training");
    JsonNode record = Json.read(run.resolve("run.json"), JsonNode.class);
    assertThat(record.at("/settings/model/cell").asText()).isEqualTo("GRU");
    assertThat(ImageIO.read(run.resolve("curves.png").toFile()).getHeight()).isEqualTo(480);
    BufferedImage strips = ImageIO.read(run.resolve("strips.png").toFile());
    assertThat(strips.getWidth()).isGreaterThan(8 * 120);
    assertThat(strips.getHeight()).isGreaterThan(2 * 120);
  }

  @Test
  void aNetworkThatSeesSingleFramesTellsEachFrameAsAlone() {
    Path alone = other.resolve("alone");
    JsonNode result = training(alone, "--memory", "none").json();
    assertThat(result.get("memory").asText()).isEqualTo("none");

    String of = alone.resolve("model.zip").toString();
    List<String> whole =
        program("describe", "--model", of, film(1)).succeeded().out().lines().toList();
    Path last = other.resolve("last.png");
    Film.read(Path.of(film(1)), (file, frame) -> frame).frames().get(7).write(last);
    String single = program("describe", "--model", of, last.toString()).succeeded().out();

    assertThat(single.strip().substring(1)).isEqualTo(whole.get(7).strip().substring(1));
  }

  @Test
  void goesOnWhereItStopped() {
    Path stopped = other.resolve("stopped");
    training(stopped, "--minutes", "0.00001");

    JsonNode result = program("train", "films", "--resume", stopped.toString(), "--json").json();

    assertThat(result.get("outcome").asText()).isEqualTo("time_limit");
  }

  @Test
  void describesEachFrame() throws IOException {
    Path strip = other.resolve("strip.png");

    String text =
        program("describe", "--model", model, "--png", strip.toString(), film(2)).succeeded().out();
    List<JsonNode> json =
        program("describe", "--model", model, "--json", film(2))
            .succeeded()
            .out()
            .lines()
            .map(line -> Json.read(line, JsonNode.class, "line"))
            .toList();

    assertThat(json).hasSize(8);
    assertThat(json.get(3).fieldNames())
        .toIterable()
        .containsExactly("film", "frame", "description", "probability");
    assertThat(json.get(3).get("frame").asInt()).isEqualTo(4);
    assertThat(json.get(3).get("probability").asDouble()).isBetween(0.0, 1.0);
    assertThat(text.lines().toList().get(3))
        .isEqualTo("  4  " + json.get(3).get("description").asText());
    assertThat(ImageIO.read(strip.toFile()).getWidth()).isGreaterThan(8 * 120);
  }

  @Test
  void readsFoldersAndScalesWhereItIsAskedTo() {
    Path frames = other.resolve("frames");
    Film film = Film.read(Path.of(film(3)), (file, frame) -> frame);
    for (int t = 0; t < film.length(); t++) {
      Picture large = film.frames().get(t).scaled(48, 72);
      large.write(frames.resolve((t + 1) + ".png"));
    }

    assertThat(program("describe", "--model", model, frames.toString()).refused())
        .isEqualTo(
            "seq4j: "
                + frames.resolve("1.png")
                + ": 48 x 72 pixels, must be 24 x 24; --scale stretches it");
    assertThat(
            program("describe", "--model", model, "--scale", frames.toString()).succeeded().out())
        .isEqualTo(program("describe", "--model", model, film(3)).succeeded().out());
  }

  @Test
  void refusesWhatIsNoFilm() throws IOException {
    Path letter = Files.writeString(other.resolve("letter.gif"), "Dear aunt");
    assertThat(program("describe", "--model", model, letter.toString()).refused())
        .isEqualTo("seq4j: " + letter + ": is no picture, must be PNG, JPEG, GIF or BMP");
    Path empty = Files.createDirectory(other.resolve("empty"));
    assertThat(program("describe", "--model", model, empty.toString()).refused())
        .isEqualTo("seq4j: " + empty + ": holds no PNG file, must hold a film's frames");
    assertThat(program("describe", "--model", model, other.resolve("x.gif").toString()).refused())
        .endsWith("x.gif: no such file");
    assertThat(program("describe", "--model", model).refused()).contains("FILM");
    assertThat(program("describe", "--model", letter.toString(), film(1)).refused())
        .isEqualTo("seq4j: " + letter + ": is not a model file, or is cut short");
  }

  @Test
  void measuresOnAllKindsOfFrames() {
    List<JsonNode> lines =
        program("evaluate", "--model", model, "--json")
            .succeeded()
            .out()
            .lines()
            .map(line -> Json.read(line, JsonNode.class, "line"))
            .toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).get("data").asText())
        .isEqualTo("frames whose description never came in training");
    assertThat(lines.get(2).get("frames").asInt()).isEqualTo(200 * 16);
    assertThat(lines.get(2).get("accuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(lines.get(2).get("placeAccuracy")).hasSize(3);
  }

  @Test
  void saysWhatTheModelFileHolds() {
    assertThat(program("info", model).succeeded().out())
        .contains("film-description", "GRU", "drawn films of 8 frames", "new descriptions");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--films 7 --batch 8 | films = 7: must be 8 or above",
        "--frames 1 | frames = 1: must be 2 or above",
        "--maps 0 | maps = 0: must be 1 or above",
        "--units 0 | units = 0: must be 1 or above",
        "--memory all | memory = all: unknown; must be one of each, shared, none",
        "--cell rnn | cell = rnn: unknown",
        "--test 0 | test = 0: must be 1 or above",
        "--learning-rate 0 | learning rate = 0.0: must be above 0",
      })
  void refusesWhatIsOutOfRange(String options, String message) {
    List<String> words = new ArrayList<>(List.of("train", "films"));
    words.addAll(List.of("--out", other.resolve("run").toString()));
    words.addAll(List.of(options.split(" ")));
    assertThat(program(words.toArray(String[]::new)).refused()).contains(message);
  }
}
