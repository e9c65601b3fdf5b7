package dev.seq4j.apps.punctuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.core.file.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the sample story to punctuation restored, on a small training. */
class PunctuationCommandsTest {

  private static final String BARE = "i do not know said the keeper of the light";

  @TempDir private static Path folder;

  private static Path run;
  private static String model;
  private static Program.Outcome trained;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    model = run.resolve("model.zip").toString();
    trained =
        program(
                ("train punctuation --json --threads 1 --cell gru --embedding 32 --units 32"
                        + " --learning-rate 0.01 --batch 16 --window 32 --iterations 200 --out "
                        + run)
                    .split(" "))
            .succeeded();
  }

  private static Program.Outcome program(String... args) {
    return new Program(folder).run(args);
  }

  /** The word's most frequent label is hard to beat with 16,000 words to learn from. */
  @Test
  void learnsMoreThanTheMostFrequentLabelOfAWord() {
    JsonNode result = trained.json();
    double microF1 = result.at("/heldOut/microF1").asDouble();
    assertThat(result.at("/majority/microF1").asDouble()).isZero();
    assertThat(microF1).isGreaterThan(result.at("/byWord/microF1").asDouble() + 0.08);
    assertThat(result.at("/heldOut/words").asInt()).isBetween(1_500, 2_500);
    assertThat(result.get("iterations").asInt()).isEqualTo(200);
  }

  @Test
  void leavesItsTraceInTheFolderOfTheRun() throws IOException {
    for (String name :
        List.of("run.json", "metrics.csv", "metrics.json", "checkpoint.zip", "model.zip")) {
      assertThat(run.resolve(name)).isNotEmptyFile();
    }
    assertThat(ImageIO.read(run.resolve("f1.png").toFile()).getWidth()).isEqualTo(960);
    assertThat(run.resolve("curves.png")).isNotEmptyFile();
    assertThat(Json.read(run.resolve("metrics.json"), JsonNode.class)).isEqualTo(trained.json());
    JsonNode info = program("info", "--json", model).succeeded().json();
    assertThat(info.get("tokenizer").asText()).isEqualTo("bare");
    assertThat(info.at("/provenance/metrics/held-out micro F1").asDouble())
        .isCloseTo(trained.json().at("/heldOut/microF1").asDouble(), within(1e-12));
  }

  @Test
  void showsWhatItRestored() {
    assertThat(trained.err()).contains("--- of the held-out text", "--- restored", " held out; ");
  }

  @Test
  void restoresTextsLinesAndNothingElse() throws IOException {
    String restored = program("punctuate", "--model", model, BARE).succeeded().out().strip();
    assertThat(restored.toLowerCase().replaceAll("[^a-z]+", " ").strip()).isEqualTo(BARE);
    assertThat(restored).startsWith("I ");
    Path file = Files.writeString(folder.resolve("lines.txt"), BARE + "\n\nYES!\n");
    Program.Outcome lines =
        program("punctuate", "--json", "--model", model, "--file", file.toString()).succeeded();
    List<JsonNode> results =
        lines.out().lines().map(line -> Json.read(line, JsonNode.class, "line")).toList();
    assertThat(results).hasSize(3);
    assertThat(results.get(0).get("restored").asText()).isEqualTo(restored);
    assertThat(results.get(1).get("restored").asText()).isEmpty();
    assertThat(results.get(2).get("restored").asText()).containsIgnoringCase("yes");
  }

  @Test
  void evaluatesOnAWholeText() {
    JsonNode measured =
        program("evaluate", "--json", "--threads", "1", "--model", model).succeeded().json();
    assertThat(measured.get("words").asInt()).isGreaterThan(15_000);
    assertThat(measured.get("microF1").asDouble())
        .isGreaterThan(trained.json().at("/heldOut/microF1").asDouble()); // it has read most of it
    assertThat(program("evaluate", "--model", model).succeeded().out())
        .contains("F1 0.", "macro F1 0.", "words wholly right");
  }

  @Test
  void choosesThresholdsByTheValidationPart() {
    JsonNode thresholds = trained.json().get("thresholds");
    assertThat(thresholds.at("/marks/COMMA").asDouble()).isBetween(0.1, 0.5);
    assertThat(thresholds.at("/marks/DASH")).isNotEqualTo(thresholds.at("/marks/COMMA"));
    assertThat(trained.json().at("/heldOut/macroF1").asDouble())
        .isGreaterThan(trained.json().at("/byWord/macroF1").asDouble());
  }

  @Test
  void refusesATextThatIsNotUtf8() throws IOException {
    Path file =
        Files.write(
            folder.resolve("latin.txt"), "d\u00e9j\u00e0".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(program("punctuate", "--model", model, "--file", file.toString()).refused())
        .contains(file.toString());
  }

  @Test
  void refusesABookThatIsTooShort() throws IOException {
    Path book = Files.writeString(folder.resolve("short.txt"), "... Yes!\n");
    assertThat(program("train", "punctuation", "--data", book.toString()).refused())
        .isEqualTo(
            "seq4j: short: has 1 words to train on, 0 to validate, 0 held out; each must have one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --window 3         | window = 3: must be 4 or above
          --held-out 1       | held out = 1.0: must be in (0, 1)
          --validation 0.95  | validation + held out = 1.05: must leave something to train on
          --threshold 2      | threshold = 2.0: must be in (0, 1)
          --min-count 0      | min count = 0: must be 1 or above
          --cell rmn         | cell = rmn: unknown; must be one of gru, lstm
          """)
  void refusesWhatIsOutOfRange(String options, String message) {
    String[] words = ("train punctuation " + options).split(" ");
    assertThat(program(words).refused()).contains(message);
  }
}
