package dev.seq4j.apps.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.apps.TinyData;
import dev.seq4j.apps.run.Recipes;
import dev.seq4j.core.file.Json;
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

/** From a book to a model that writes: every command on the way, on a tiny training. */
class TextCommandsTest {

  @TempDir private static Path folder;

  private static Path book;
  private static Path run;
  private static String model;
  private static Program.Outcome trained;

  @TempDir private Path other;

  @BeforeAll
  static void train() throws IOException {
    book = TinyData.book(folder.resolve("mill.txt"));
    run = folder.resolve("run");
    model = run.resolve("model.zip").toString();
    trained = training(run, "--json", "--iterations", "6", "--sample-every", "0");
  }

  private static Program.Outcome training(Path run, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "text", "--threads", "1"));
    words.addAll(List.of("--data", book.toString(), "--out", run.toString()));
    words.addAll(TinyData.TEXT);
    words.addAll(List.of(more));
    return program(words.toArray(String[]::new)).succeeded();
  }

  private static Program.Outcome program(String... args) {
    return new Program(folder).run(args);
  }

  @Test
  void leavesItsTraceInTheFolderOfTheRun() throws IOException {
    for (String name :
        List.of("run.json", "metrics.csv", "metrics.json", "checkpoint.zip", "model.zip")) {
      assertThat(run.resolve(name)).isNotEmptyFile();
    }
    BufferedImage picture = ImageIO.read(run.resolve("curves.png").toFile());
    assertThat(picture.getHeight()).isEqualTo(480);
    JsonNode record = Json.read(run.resolve("run.json"), JsonNode.class);
    assertThat(record.get("task").asText()).isEqualTo("text");
    assertThat(record.at("/settings/model/units").asInt()).isEqualTo(4);
    assertThat(record.at("/settings/iterations").asInt()).isEqualTo(6);
  }

  @Test
  void saysInJsonWhatCameOfIt() {
    JsonNode result = trained.json();

    assertThat(result.fieldNames())
        .toIterable()
        .containsExactly(
            "task",
            "model",
            "level",
            "outcome",
            "validationLoss",
            "heldOutLoss",
            "heldOutBits",
            "heldOutPerplexity",
            "heldOutLossPerCharacter",
            "heldOutBitsPerCharacter",
            "heldOutUnknownRate",
            "heldOutTokens",
            "heldOutCharacters",
            "vocabulary",
            "iterations",
            "trainSeconds",
            "parameters",
            "file",
            "run");
    double loss = result.get("heldOutLoss").asDouble();
    assertThat(result.get("heldOutBits").asDouble()).isCloseTo(loss / Math.log(2), within(1e-9));
    assertThat(result.get("heldOutPerplexity").asDouble()).isCloseTo(Math.exp(loss), within(1e-9));
    assertThat(result.get("iterations").asInt()).isEqualTo(6);
    assertThat(Json.read(run.resolve("metrics.json"), JsonNode.class)).isEqualTo(result);
    assertThat(trained.err()).contains("device: ", "novel: from " + book, " held out; ");
  }

  @Test
  void writesTheSameTextForTheSameSeed() {
    String first = generate("--length", "30", "--seed", "5").out();

    assertThat(first).startsWith("Th").hasSize(2 + 30 + System.lineSeparator().length());
    assertThat(generate("--length", "30", "--seed", "5").out()).isEqualTo(first);
    assertThat(generate("--length", "30", "--seed", "6").out()).isNotEqualTo(first);
  }

  @Test
  void takesTheLikeliestAtTemperatureZero() {
    String first = generate("--length", "20", "--temperature", "0", "--seed", "1").out();

    assertThat(generate("--length", "20", "--temperature", "0", "--seed", "2").out())
        .isEqualTo(first);
  }

  @Test
  void writesInJsonWhatItWritesInWords() {
    String words = generate("--prompt", "The mill", "--length", "10").out();
    JsonNode result = generate("--json", "--prompt", "The mill", "--length", "10").json();

    assertThat(result.get("prompt").asText()).isEqualTo("The mill");
    assertThat(result.get("text").asText()).hasSize(10);
    assertThat(words).isEqualTo("The mill" + result.get("text").asText() + System.lineSeparator());
    assertThat(result.at("/settings/length").asInt()).isEqualTo(10);
  }

  @Test
  void goesOnAfterLettersThatItNeverSawAndSaysSo() {
    Program.Outcome written = generate("--prompt", "\u00dc\u4e2d", "--length", "5");

    assertThat(written.out()).startsWith("\u00dc\u4e2d");
    assertThat(written.err())
        .contains("prompt: \u00dc \u4e2d: not in the model's vocabulary, read as unknown");
    assertThat(
            program("generate", "--model", model, "--prompt", "\u4e2d", "--unknown", "refuse")
                .refused())
        .isEqualTo(
            "seq4j: prompt: \u4e2d: not in the model's vocabulary, which --unknown refuse does not"
                + " allow");
  }

  @Test
  void writesSeveralTextsEachWithTheNextSeed() {
    String both = generate("--length", "9", "--seed", "5", "--samples", "2").out();
    String first = generate("--length", "9", "--seed", "5").out();
    String second = generate("--length", "9", "--seed", "6").out();
    String line = System.lineSeparator();

    assertThat(both).isEqualTo("--- 1" + line + first + line + "--- 2" + line + second);
    assertThat(generate("--json", "--length", "9", "--samples", "2").out().lines()).hasSize(2);
  }

  @Test
  void endsBeforeTheStop() {
    String whole = generate("--prompt", "The", "--length", "60", "--seed", "3").out();
    String stop = whole.substring(20, 22);

    assertThat(generate("--prompt", "The", "--length", "60", "--seed", "3", "--stop", stop).out())
        .isEqualTo(whole.substring(0, whole.indexOf(stop, 3)) + System.lineSeparator());
  }

  @Test
  void leavesOutTheUnlikely() {
    String greedy = generate("--length", "20", "--temperature", "0").out();

    assertThat(generate("--length", "20", "--top-k", "1").out()).isEqualTo(greedy);
    assertThat(generate("--length", "20", "--top-p", "0.000001").out()).isEqualTo(greedy);
    assertThat(generate("--length", "60", "--temperature", "0", "--repetition-penalty", "9").out())
        .isNotEqualTo(generate("--length", "60", "--temperature", "0").out());
  }

  @Test
  void needsSomethingToBeginWith() {
    assertThat(program("generate", "--model", model, "--prompt", "").refused())
        .isEqualTo("seq4j: prompt = '': must hold a token");
  }

  @Test
  void evaluates() throws IOException {
    Path page = Files.writeString(other.resolve("page.txt"), "The old mill went on.");
    String[] command = {"evaluate", "--model", model, "--data", page.toString()};
    assertThat(program(command).succeeded().out())
        .containsPattern(
            "loss [0-9.]+ nats a token \\([0-9.]+ bits, perplexity [0-9.]+\\) on 21 tokens, 0.00 %"
                + " of them unknown; [0-9.]+ nats a character");

    JsonNode result =
        program("evaluate", "--json", "--model", model, "--data", page.toString())
            .succeeded()
            .json();
    assertThat(result.get("tokens").asInt()).isEqualTo(21);
    assertThat(result.get("perplexity").asDouble())
        .isCloseTo(Math.exp(result.get("loss").asDouble()), within(1e-9));
  }

  @Test
  void saysWhatAModelFileHolds() {
    assertThat(program("info", model).succeeded().out())
        .containsPattern("task +language-model")
        .containsPattern("data +mill")
        .containsPattern("held-out perplexity +[0-9]");
  }

  @Test
  void aWriterDoesNotClassify() {
    assertThat(program("classify", "--model", model, "A text").refused())
        .isEqualTo(
            "seq4j: "
                + model
                + ": is a model for language-model, one for text-classification is needed");
  }

  @Test
  void showsWhatItWritesAsItLearns() {
    Program.Outcome outcome =
        training(other.resolve("run"), "--iterations", "2", "--sample-every", "2");

    assertThat(outcome.out())
        .containsPattern("--- after 0 batches, loss not known yet\\RTh")
        .containsPattern("--- after 2 batches, loss \\d\\.\\d\\d\\RTh");
  }

  @Test
  void quietlyPrintsTheResultOnly() {
    Program.Outcome quiet =
        training(other.resolve("run"), "--quiet", "--iterations", "2", "--sample-every", "1");

    assertThat(quiet.err()).isEmpty();
    assertThat(quiet.out().lines()).singleElement().asString().startsWith("held-out loss ");
  }

  @Test
  void readsStreamsFromBeginningToEndIfToldSo() {
    Path run = other.resolve("run");
    String[] streams = {"--feed", "streams", "--json", "--iterations", "6", "--sample-every", "0"};
    JsonNode result = training(run, streams).json();

    assertThat(Json.read(run.resolve("run.json"), JsonNode.class).at("/settings/feed").asText())
        .isEqualTo("streams");
    assertThat(result.get("iterations").asInt()).isEqualTo(6);
    assertThat(result.get("heldOutLoss").asDouble())
        .isNotEqualTo(trained.json().get("heldOutLoss").asDouble());
  }

  @ParameterizedTest
  @CsvSource({
    "--level word --time 10, word, 1",
    "--level subword --vocabulary 20, subword, 0",
    "--characters printable, character, 0",
    "--model transformer --heads 2 --context 20, character, 0",
    "--feed streams --schedule cosine --tied --validation 0, character, 0"
  })
  void trainsAndWritesWhateverTheTokensAre(String options, String level, double mostUnknown) {
    Path run = other.resolve("run");
    List<String> words = new ArrayList<>(List.of("--json", "--iterations", "4"));
    words.addAll(List.of("--sample-every", "4"));
    words.addAll(List.of(options.split(" ")));
    Program.Outcome outcome = training(run, words.toArray(String[]::new));
    JsonNode result = outcome.json();

    assertThat(result.get("level").asText()).isEqualTo(level);
    assertThat(result.get("heldOutUnknownRate").asDouble()).isBetween(0.0, mostUnknown);
    assertThat(result.has("validationLoss")).isNotEqualTo(options.contains("--validation"));
    assertThat(
            result.get("heldOutLoss").asDouble()
                * result.get("heldOutTokens").asLong()
                / result.get("heldOutCharacters").asLong())
        .isCloseTo(result.get("heldOutLossPerCharacter").asDouble(), within(1e-9));
    assertThat(outcome.err()).contains("--- after 4 batches");
    String file = run.resolve("model.zip").toString();
    assertThat(program("generate", "--model", file, "--prompt", "The", "--length", "40").out())
        .startsWith("The")
        .hasSizeGreaterThan(40);
  }

  @Test
  void theNotebooksCharactersAreAHundred() {
    Path run = other.resolve("run");
    JsonNode result =
        training(
                run,
                "--json",
                "--iterations",
                "1",
                "--sample-every",
                "0",
                "--characters",
                "printable")
            .json();

    assertThat(result.get("vocabulary").asInt()).isEqualTo(100 + 2);
  }

  @Test
  void stopsWhenItsTimeIsUp() {
    JsonNode result =
        training(other.resolve("run"), "--json", "--minutes", "0.000001", "--sample-every", "0")
            .json();

    assertThat(result.get("outcome").asText()).isEqualTo("time_limit");
    assertThat(result.get("iterations").asInt()).isBetween(1, 1999);
  }

  private static Program.Outcome generate(String... more) {
    List<String> words = new ArrayList<>(List.of("generate", "--model", model));
    words.addAll(List.of(more));
    return program(words.toArray(String[]::new)).succeeded();
  }

  static List<String> recipes() {
    return Recipes.names(TrainText.TASK);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyRecipeCanBeFollowed(String name) {
    assertThat(TrainText.settings(List.of("--recipe", name)).recipe()).isEqualTo(name);
  }
}
