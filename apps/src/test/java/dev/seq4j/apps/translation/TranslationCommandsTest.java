package dev.seq4j.apps.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.apps.console.ExitCode;
import dev.seq4j.apps.run.Recipes;
import dev.seq4j.core.file.Json;
import dev.seq4j.models.translation.Translator;
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
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code train translation}, {@code translate} and {@code evaluate} do, on the sample pairs.
 */
class TranslationCommandsTest {

  @TempDir private static Path folder;
  private static Path run;
  private static String model;
  private static Program.Outcome trained;

  @TempDir private Path other;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    model = run.resolve("model.zip").toString();
    trained = training(run, "--json", "--recipe", "attention");
  }

  private static Program.Outcome training(Path run, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "translation", "--threads", "1"));
    words.addAll(List.of("--out", run.toString()));
    words.addAll(List.of(more));
    words.addAll(
        List.of(
            "--embedding 16 --units 16 --layers 1 --heads 2 --epochs 2 --batch 32 --test 0.1"
                .split(" ")));
    return program(words.toArray(String[]::new)).succeeded();
  }

  private static Program.Outcome program(String... args) {
    return new Program(folder).run(args);
  }

  private static Program.Outcome translate(String... more) {
    List<String> words = new ArrayList<>(List.of("translate", "--model", model));
    words.addAll(List.of(more));
    return program(words.toArray(String[]::new));
  }

  @Test
  void saysInJsonWhatCameOfIt() throws IOException {
    JsonNode result = trained.json();

    assertThat(result.fieldNames())
        .toIterable()
        .containsExactly(
            "task",
            "recipe",
            "model",
            "outcome",
            "validationLoss",
            "beam",
            "sentences",
            "refused",
            "bleu",
            "bleuOneReference",
            "chrf",
            "bleuLongestFifth",
            "bleuLongestFifthOneReference",
            "byLength",
            "seconds",
            "iterations",
            "trainSeconds",
            "parameters",
            "file",
            "run");
    assertThat(result.get("recipe").asText()).isEqualTo("attention");
    assertThat(result.get("bleu").asDouble()).isBetween(0.0, 100.0);
    assertThat(Json.read(run.resolve("metrics.json"), JsonNode.class)).isEqualTo(result);
    assertThat(trained.err()).contains("device: ", "translation: ", " to test; ");
    BufferedImage picture = ImageIO.read(run.resolve("curves.png").toFile());
    assertThat(picture.getHeight()).isEqualTo(480);
    JsonNode record = Json.read(run.resolve("run.json"), JsonNode.class);
    assertThat(record.at("/settings/model/cell").asText()).isEqualTo("GRU");
    assertThat(record.at("/settings/division/test").asDouble()).isEqualTo(0.1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--recipe plain --subwords 100 --validation 0 | encoder-decoder",
        "--recipe transformer --subwords 100 | transformer",
        "--model attention --cell lstm --subwords 0 --min-count 1 --lower-case --teacher-forcing"
            + " 0.5 | attention"
      })
  void trainsWhatIsAskedFor(String options, String architecture) {
    Path folderOfRun = other.resolve("run");

    JsonNode result = training(folderOfRun, ("--json " + options).split(" ")).json();

    assertThat(result.get("model").asText()).isEqualTo(architecture);
    assertThat(result.has("validationLoss")).isNotEqualTo(options.contains("--validation 0"));
    Translator translator = Translator.load(folderOfRun.resolve("model.zip"));
    assertThat(translator.translate(List.of("Thank you."), translator.search()))
        .singleElement()
        .matches(made -> made.done());
  }

  @Test
  void patienceNeedsAValidation() {
    assertThat(program("train", "translation", "--validation", "0", "--patience", "2").refused())
        .contains("patience = 2: must be 0 where validation = 0");
  }

  @Test
  void goesOnWhereItStopped() {
    Path whole = other.resolve("whole");
    JsonNode expected = training(whole, "--json", "--recipe", "plain").json();
    Path stopped = other.resolve("stopped");
    training(stopped, "--json", "--recipe", "plain", "--minutes", "0.00001");

    JsonNode result =
        program("train", "translation", "--resume", stopped.toString(), "--json").json();

    assertThat(result.get("outcome").asText()).isEqualTo("time_limit");
    assertThat(result.get("iterations").asInt()).isLessThan(expected.get("iterations").asInt());
  }

  @Test
  void translatesEachLineAndRefusesBadOnesByTheirNumber() throws IOException {
    String endless = "word ".repeat(200);
    Path file =
        Files.writeString(
            folder.resolve("english.txt"), "Thank you.\n\n" + endless + "\nΩmega zzz\nStop!\n");

    Program.Outcome outcome = translate("--file", file.toString()).succeeded();

    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(1)).isEmpty();
    assertThat(lines.get(2)).isEmpty();
    assertThat(outcome.err().lines().toList())
        .hasSize(2)
        .satisfies(
            err -> {
              assertThat(err.get(0)).isEqualTo("line 2 is empty");
              assertThat(err.get(1)).startsWith("line 3 has ").endsWith(": must have 100 at most");
            });
  }

  @Test
  void whereNothingCanBeTranslatedTheInputIsBad() {
    Program.Outcome outcome = translate("");

    assertThat(outcome.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(outcome.err()).isEqualToIgnoringNewLines("line 1 is empty");
  }

  @Test
  void translatesInJson() {
    Program.Outcome outcome = translate("--json", "--beam", "1", "Stop!", " ").succeeded();

    List<JsonNode> lines =
        outcome.out().lines().map(line -> Json.read(line, JsonNode.class, "line")).toList();
    assertThat(lines.get(0).fieldNames())
        .toIterable()
        .containsExactly("line", "sentence", "translation", "score");
    assertThat(lines.get(1).get("problem").asText()).isEqualTo("is empty");
    assertThat(lines.get(1).get("line").asInt()).isEqualTo(2);
  }

  @Test
  void showsAndDrawsAttention() throws IOException {
    Path png = other.resolve("map.png");

    String out =
        translate("--attention", "--png", png.toString(), "Open the door.", "Open the door.")
            .succeeded()
            .out();

    assertThat(out).contains(" Open the door .");
    assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(100);
    assertThat(other.resolve("map-2.png")).isNotEmptyFile();
    JsonNode json = translate("--attention", "--json", "Open the door.").json();
    assertThat(json.at("/attention/source").toString())
        .isEqualTo("[\"Open\",\"the\",\"door\",\".\"]");
    double sum = 0;
    for (JsonNode weight : json.at("/attention/weights").get(0)) {
      sum += weight.asDouble();
    }
    assertThat(sum).isBetween(0.999, 1.001);
  }

  @Test
  void measuresTheTestPartOfTheDataThatItKnows() throws IOException {
    Path plot = other.resolve("lengths.png");
    Program.Outcome outcome =
        program(
                "evaluate",
                "--model",
                model,
                "--beside",
                model,
                "--test",
                "0.1",
                "--json",
                "--plot",
                plot.toString())
            .succeeded();

    List<JsonNode> lines =
        outcome.out().lines().map(line -> Json.read(line, JsonNode.class, "line")).toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).get("bleu")).isEqualTo(trained.json().get("bleu"));
    assertThat(lines.get(0).get("chrf")).isEqualTo(trained.json().get("chrf"));
    assertThat(outcome.err()).contains(", the test part of the data that the model was trained on");
    assertThat(plot).isNotEmptyFile();
  }

  @Test
  void measuresAllOfOtherData() throws IOException {
    Path file = other.resolve("pairs.tsv");
    Files.writeString(
        file, "Stop!\tArrête !\nWait.\tAttends.\nGo.\tVa.\nHi.\tSalut.\nRun.\tCours.\nno tab\n");

    Program.Outcome outcome =
        program("evaluate", "--model", model, "--data", file.toString()).succeeded();

    assertThat(outcome.out()).contains("5 sentences with 5 translations", "BLEU ");
  }

  @Test
  void saysWhatTheModelFileHolds() {
    String info = program("info", model).succeeded().out();

    assertThat(info).contains("translation", "attention", "GRU", "bpe?vocabulary=", "test BLEU");
  }

  static List<String> recipes() {
    return Recipes.names(TrainTranslation.TASK);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyRecipeCanBeFollowed(String name) {
    assertThat(TrainTranslation.settings(List.of("--recipe", name)).recipe()).isEqualTo(name);
  }
}
