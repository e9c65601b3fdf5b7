package dev.seq4j.apps.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.apps.TinyData;
import dev.seq4j.apps.run.Recipes;
import dev.seq4j.core.file.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a table of reviews to a model that judges: every command on the way, on a tiny training. */
class SentimentCommandsTest {

  @TempDir private static Path folder;

  private static Path reviews;
  private static Path run;
  private static String model;
  private static Program.Outcome trained;

  @TempDir private Path other;

  @BeforeAll
  static void train() throws IOException {
    reviews = TinyData.reviews(folder.resolve("reviews.csv"));
    run = folder.resolve("run");
    model = run.resolve("model.zip").toString();
    trained = training(reviews, run, "--json", "--seed", "7");
  }

  private static Program.Outcome training(Path data, Path run, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "sentiment", "--threads", "1"));
    words.addAll(List.of("--data", data.toString(), "--out", run.toString()));
    words.addAll(TinyData.SENTIMENT);
    words.addAll(List.of(more));
    return program(words.toArray(String[]::new)).succeeded();
  }

  private static Program.Outcome program(String... args) {
    return new Program(folder).run(args);
  }

  @Test
  void leavesItsTraceInTheFolderOfTheRun() throws IOException {
    assertThat(names(run))
        .containsExactlyInAnyOrder(
            ".lock",
            "run.json",
            "metrics.csv",
            "metrics.json",
            "curves.png",
            "checkpoint.zip",
            "model.zip");
    assertThat(run.resolve("metrics.csv")).content().startsWith("iteration,");
    assertThat(names(folder)).contains(".cache").doesNotContain("runs");
  }

  @Test
  void saysInJsonWhatCameOfIt() {
    JsonNode result = trained.json();

    assertThat(result.fieldNames())
        .toIterable()
        .containsExactly(
            "task",
            "model",
            "outcome",
            "validationLoss",
            "validationAccuracy",
            "testLoss",
            "testAccuracy",
            "testReviews",
            "iterations",
            "trainSeconds",
            "testSeconds",
            "parameters",
            "file",
            "run");
    assertThat(result.get("task").asText()).isEqualTo("sentiment");
    assertThat(result.get("outcome").asText()).isEqualTo("completed");
    assertThat(result.get("testReviews").asLong()).isEqualTo(8); // a fifth of 40
    assertThat(result.get("testAccuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(result.get("file").asText()).isEqualTo(model);
    assertThat(Json.read(run.resolve("metrics.json"), JsonNode.class)).isEqualTo(result);
  }

  @Test
  void withoutValidationAllReviewsAreLearnedFromAndTheLastWeightsKept() {
    Program.Outcome outcome =
        training(reviews, other.resolve("run"), "--json", "--validation", "0");

    assertThat(outcome.err()).contains("32 reviews to train on, 0 to validate, 8 to test");
    assertThat(outcome.json().has("validationLoss")).isFalse();
    assertThat(outcome.json().has("validationAccuracy")).isFalse();
    assertThat(other.resolve("run").resolve("curves.png")).isNotEmptyFile();
    assertThat(program("info", other.resolve("run").resolve("model.zip").toString()).out())
        .contains("test accuracy")
        .doesNotContain("validation accuracy");
  }

  @Test
  void saysOnStandardErrorHowItWent() {
    assertThat(trained.err())
        .contains("device: ", "reviews: from " + reviews + " (--data)", "testing on 8 reviews")
        .containsPattern("epoch 1/1, batch 4/4: loss [0-9.]+, validation loss [0-9.]+, accuracy");
  }

  @Test
  void writesDownAllThatMadeTheRun() {
    JsonNode record = Json.read(run.resolve("run.json"), JsonNode.class);

    assertThat(record.get("task").asText()).isEqualTo("sentiment");
    assertThat(record.get("command"))
        .extracting(JsonNode::asText)
        .startsWith("train", "sentiment")
        .contains("--json", "--epochs");
    assertThat(record.get("java").asText()).isEqualTo(Runtime.version().toString());
    assertThat(record.get("digest").asText()).containsPattern("^[0-9a-f]{64}");
    assertThat(record.at("/settings/model/architecture").asText()).isEqualTo("lstm");
    assertThat(record.at("/settings/model/shape/units").asInt()).isEqualTo(4);
    assertThat(record.at("/settings/model/seed").asInt()).isEqualTo(7);
    assertThat(record.at("/settings/data").asText()).isEqualTo(reviews.toString());
  }

  @Test
  void drawsLossAndAccuracySideBySide() throws IOException {
    BufferedImage picture = ImageIO.read(run.resolve("curves.png").toFile());

    assertThat(picture.getWidth()).isEqualTo(2 * 720);
    assertThat(picture.getHeight()).isEqualTo(480);
  }

  @Test
  void classifiesATextOfTheCommandLine() {
    Program.Outcome outcome = classify("The cast was superb.").succeeded();

    assertThat(outcome.out())
        .matches("(positive|negative)\t[01]\\.[0-9]{4}\tThe cast was superb\\.\\R");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void aTextMayBeginWithAnAtSignAndHaveSeveralLines() {
    assertThat(classify("@me: a\nlovely\r\nfilm").succeeded().out())
        .endsWith("\t@me: a lovely film" + System.lineSeparator());
  }

  @Test
  void classifiesInJson() {
    JsonNode result = classify("--json", "The plot was \"grey\".").succeeded().json();

    assertThat(result.get("text").asText()).isEqualTo("The plot was \"grey\".");
    assertThat(result.get("label").asText()).isIn("positive", "negative");
    assertThat(
            result.at("/probabilities/positive").asDouble()
                + result.at("/probabilities/negative").asDouble())
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void classifiesEachLineOfAFile() throws IOException {
    Path file = Files.writeString(other.resolve("texts"), "\uFEFFA joy.\n\nAwful\u2026\n");

    assertThat(classify("--file", file.toString()).succeeded().out().lines())
        .extracting(line -> line.split("\t", 3)[2])
        .containsExactly("A joy.", "", "Awful\u2026");
  }

  @Test
  void classifiesEachLineOfStandardInput() {
    Program.Outcome outcome = classifyInput("A joy.\nA bore.".getBytes(StandardCharsets.UTF_8));

    assertThat(outcome.succeeded().out().lines()).hasSize(2);
    assertThat(outcome.out()).isEqualTo(classify("A joy.", "A bore.").out());
  }

  @Test
  void standardInputThatIsNotUtf8() {
    assertThat(classifyInput("Caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)).refused())
        .isEqualTo("seq4j: standard input: cannot be read, it is not valid UTF-8 text");
  }

  @Test
  void answersAndExplainsWhateverComes() throws IOException {
    String binary = new String(new byte[] {0, 7, -1, 27, 127}, StandardCharsets.ISO_8859_1);
    List<String> texts = List.of("", "qwx zzz", "film ".repeat(100_000), binary);
    Path file = Files.write(other.resolve("texts"), texts);
    for (String command : List.of("classify", "explain")) {
      Program.Outcome outcome =
          program(command, "--json", "--model", model, "--file", file.toString()).succeeded();
      assertThat(outcome.out().lines())
          .hasSize(4)
          .allMatch(line -> line.matches(".*\"label\":\"(positive|negative)\".*"));
    }
  }

  @Test
  void noTextsGiveNoResults() {
    Program.Outcome outcome = classifyInput(new byte[0]).succeeded();

    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void evaluates() {
    String[] command = {"evaluate", "--model", model, "--data", reviews.toString()};
    Program.Outcome words = program(command).succeeded();

    assertThat(words.out()).contains("accuracy ", " % on 40 texts (loss ", "positive", "negative");

    JsonNode result = program(with(command, "--json")).succeeded().json();
    assertThat(result.get("texts").asInt()).isEqualTo(40);
    int right =
        result.at("/confusion/positive/positive").asInt()
            + result.at("/confusion/negative/negative").asInt();
    assertThat(result.get("accuracy").asDouble()).isEqualTo(right / 40.0);
  }

  @Test
  void evaluatesOnlyOnClassesThatTheModelKnows() throws IOException {
    Path topics = TinyData.topics(other.resolve("topics.csv"));

    assertThat(
            program(
                    "evaluate",
                    "--quiet",
                    "--model",
                    model,
                    "--data",
                    topics.toString(),
                    "--text-column",
                    "body",
                    "--label-column",
                    "topic")
                .refused())
        .isEqualTo("seq4j: label = price: the model knows only negative, positive");
  }

  @Test
  void saysWhatAModelFileHolds() {
    assertThat(program("info", model).succeeded().out())
        .containsPattern("task +text-classification")
        .containsPattern("units +4")
        .containsPattern("widths +\\[]")
        .containsPattern("labels +negative, positive")
        .containsPattern("test accuracy +[01]");
    JsonNode card = program("info", "--json", model).succeeded().json();
    assertThat(card.get("parameters").asLong())
        .isEqualTo(trained.json().get("parameters").asLong());
  }

  @Test
  void aClassifierDoesNotWrite() {
    assertThat(program("generate", "--model", model).refused())
        .isEqualTo(
            "seq4j: "
                + model
                + ": is a model for text-classification, one for language-model is needed");
  }

  @Test
  void aModelFileThatIsCutShort() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of(model));
    Path half = other.resolve("half.zip");
    Files.write(half, java.util.Arrays.copyOf(whole, whole.length / 2));

    for (String command : List.of("classify", "evaluate", "generate")) {
      assertThat(program(command, "--model", half.toString()).refused())
          .isEqualTo("seq4j: " + half + ": is not a model file, or is cut short");
    }
  }

  @Test
  void theSameSeedGivesTheSameModel() {
    Program.Outcome again = training(reviews, other.resolve("again"), "--json", "--seed", "7");

    assertThat(again.json().get("testLoss")).isEqualTo(trained.json().get("testLoss"));
  }

  @Test
  void quietlyPrintsTheResultOnly() {
    Program.Outcome quiet = training(reviews, other.resolve("quiet"), "--quiet");

    assertThat(quiet.err()).isEmpty();
    assertThat(quiet.out().lines()).singleElement().asString().startsWith("test accuracy ");
  }

  @Test
  void learnsThreeClassesFromColumnsOfOtherNames() throws IOException {
    Path topics = TinyData.topics(other.resolve("topics.csv"));
    Path topicRun = other.resolve("run");

    training(
        topics,
        topicRun,
        "--quiet",
        "--text-column",
        "body",
        "--label-column",
        "topic",
        "--limit",
        "12");

    JsonNode result =
        program(
                "classify",
                "--json",
                "--model",
                topicRun.resolve("model.zip").toString(),
                "Where is number 9?")
            .succeeded()
            .json();
    assertThat(result.get("probabilities").fieldNames())
        .toIterable()
        .containsExactly("delivery", "price", "returns");
    assertThat(
            Json.read(topicRun.resolve("metrics.json"), JsonNode.class).get("testReviews").asInt())
        .isEqualTo(3);
  }

  @Test
  void goesOnWithAFinishedRunWithoutLearningMore() {
    Program.Outcome again =
        program("train", "sentiment", "--json", "--threads", "1", "--resume", run.toString());

    assertThat(again.succeeded().json().get("iterations"))
        .isEqualTo(trained.json().get("iterations"));
    assertThat(again.json().get("testLoss")).isEqualTo(trained.json().get("testLoss"));
  }

  @Test
  void doesNotGoOnWithOtherData() throws IOException {
    Path changed =
        Files.writeString(
            other.resolve("changed.csv"), Files.readString(reviews) + "Good,positive\n");

    assertThat(
            program(
                    "train",
                    "sentiment",
                    "--quiet",
                    "--resume",
                    run.toString(),
                    "--data",
                    changed.toString())
                .refused())
        .startsWith(
            "seq4j: " + run + ": the run was begun with other data (reviews: from " + reviews);
  }

  @Test
  void doesNotGoOnWithARunOfAnotherTask() {
    assertThat(program("train", "text", "--resume", run.toString()).refused())
        .isEqualTo("seq4j: " + run + ": is a run of train sentiment, not of train text");
  }

  private static Program.Outcome classify(String... more) {
    return program(with(new String[] {"classify", "--model", model}, more));
  }

  private static Program.Outcome classifyInput(byte[] bytes) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(bytes));
    try {
      return classify();
    } finally {
      System.setIn(before);
    }
  }

  private static String[] with(String[] command, String... more) {
    return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  static List<String> recipes() {
    return Recipes.names(TrainSentiment.TASK);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyRecipeCanBeFollowed(String name) {
    assertThat(TrainSentiment.settings(List.of("--recipe", name)).recipe()).isEqualTo(name);
  }

  @Test
  void whatFollowsARecipeWins() {
    SentimentSettings settings =
        TrainSentiment.settings(List.of("--recipe", "cnn", "--seed", "7", "--epochs", "1"));
    assertThat(settings.seed()).isEqualTo(7);
    assertThat(settings.training().epochs()).isEqualTo(1);
    assertThat(settings.model().architecture()).hasToString("cnn");
  }
}
