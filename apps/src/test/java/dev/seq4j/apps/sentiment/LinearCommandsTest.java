package dev.seq4j.apps.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.apps.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bag of words from its recipe to the words that moved it; what networks have besides. */
class LinearCommandsTest {

  @TempDir private static Path folder;

  private static Path reviews;
  private static String model;
  private static Program.Outcome trained;

  @TempDir private Path other;

  @BeforeAll
  static void train() throws IOException {
    reviews = TinyData.reviews(folder.resolve("reviews.csv"));
    Path run = folder.resolve("run");
    model = run.resolve("model.zip").toString();
    trained = train("--recipe", "bow-nb", "--json", "--out", run.toString()).succeeded();
  }

  private static Program.Outcome train(String... more) {
    List<String> words = new ArrayList<>(List.of("train", "sentiment", "--threads", "1"));
    words.addAll(List.of("--data", reviews.toString()));
    words.addAll(List.of(more));
    return program(words.toArray(String[]::new));
  }

  private static Program.Outcome program(String... args) {
    return new Program(folder).run(args);
  }

  @Test
  void withoutValidationItLearnsOnce() {
    Program.Outcome outcome =
        train(
                "--recipe",
                "bow-nb",
                "--json",
                "--validation",
                "0",
                "--out",
                other.resolve("run").toString())
            .succeeded();

    assertThat(outcome.json().has("validationAccuracy")).isFalse();
    assertThat(outcome.json().get("testAccuracy").asDouble()).isEqualTo(1);
    assertThat(outcome.err()).contains("0 to validate").doesNotContain("learning from all");
  }

  @Test
  void aRecipeIsNamedInTheResult() {
    JsonNode result = trained.json();
    assertThat(result.get("recipe").asText()).isEqualTo("bow-nb");
    assertThat(result.get("model").asText()).isEqualTo("bag-of-words");
    assertThat(result.get("testAccuracy").asDouble()).isEqualTo(1);
    assertThat(result.get("trainSeconds").asDouble()).isPositive();
    assertThat(trained.err()).contains("bag-of-words with ", "learning from all");
  }

  @Test
  void classifiesAndEvaluatesAndTellsWhatItIs() {
    assertThat(program("classify", "--model", model, "The plot was superb.").succeeded().out())
        .startsWith("positive\t");
    JsonNode report =
        program("evaluate", "--json", "--model", model, "--data", reviews.toString())
            .succeeded()
            .json();
    assertThat(report.get("accuracy").asDouble()).isEqualTo(1);
    assertThat(report.get("classes").get(0).get("f1").asDouble()).isEqualTo(1);
    assertThat(report.get("calibration")).isNotEmpty();
    assertThat(program("info", model).succeeded().out())
        .containsPattern("architecture +bag-of-words")
        .containsPattern("interpolation +0.75");
  }

  @Test
  void saysWhichWordsMovedTheDecision() {
    Program.Outcome outcome =
        program("explain", "--model", model, "The music was superb.").succeeded();
    assertThat(outcome.out())
        .startsWith("positive\t")
        .containsPattern("for positive: .*superb \\+[0-9.]+")
        .contains("against: ")
        .doesNotContain("\u001b");
    assertThat(
            program("explain", "--color", "always", "--model", model, "The music was superb.")
                .succeeded()
                .out())
        .containsPattern("\u001b\\[30;48;5;[0-9]+msuperb\u001b\\[0m");
  }

  @Test
  void explainsInJsonAndOnAPage() throws IOException {
    Path page = other.resolve("why.html");
    JsonNode result =
        program(
                "explain",
                "--json",
                "--html",
                page.toString(),
                "--model",
                model,
                "<b>superb</b> & dull")
            .succeeded()
            .json();
    assertThat(result.get("tokens").findValuesAsText("text"))
        .containsExactly("superb", "&", "dull");
    assertThat(result.get("label").asText()).isIn("positive", "negative");
    assertThat(Files.readString(page))
        .contains("<span style=\"background:rgba(", ">superb</span>", "&amp;")
        .doesNotContain("http");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model bag-of-words --units 4        | --units: has no meaning for model bag-of-words",
        "--recipe bow-nb --epochs 4            | --epochs: has no meaning for model bag-of-words",
        "--recipe bow-nb --clip 4              | --clip: has no meaning for model bag-of-words",
        "--model lstm --n-grams 2              | --n-grams: has no meaning for model lstm",
        "--model bag-of-words-mlp --cost 2     | --no-naive-bayes, --interpolation, --cost: are for"
            + " bag-of-words, not for bag-of-words-mlp",
        "--model bag-of-words-mlp --max-length 9 | --vectors, --max-length: are for models that"
            + " read words in their order, not for bag-of-words-mlp",
        "--model cnn --layers 2                | layers = 2: must be 1 for cnn",
        "--model lstm --widths 3,4             | widths = [3, 4]: must be none for lstm",
        "--model lstm --pooling zzzzzz         | pooling = zzzzzz: unknown; must be one of last,"
            + " mean, max",
        "--model lstm --schedule cosin         | schedule = cosin: unknown; did you mean cosine?"
            + " must be one of constant, cosine",
        "--word-dropout 1                      | word dropout = 1.0: must be in [0, 1)",
        "--embedding-dropout 2                 | embedding dropout = 2.0: must be in [0, 1)",
        "--vectors nowhere.txt                 | nowhere.txt: no such file",
        "--recipe bow-nn                       | recipe = bow-nn: unknown; did you mean bow-nb?",
        "--model bag-of-words --n-grams 4      | n-grams = 4: must be in [1, 3]",
        "--model bag-of-words --cost 0         | cost = 0.0: must be above 0",
        "--model bag-of-words --weighting tf   | weighting = tf: unknown; must be one of binary,"
            + " count, tf-idf",
      })
  void optionsThatDoNotGoTogether(String words, String message) {
    Path out = other.resolve("run");
    List<String> all = new ArrayList<>(List.of(words.strip().split(" ")));
    all.addAll(List.of("--out", out.toString()));
    assertThat(train(all.toArray(String[]::new)).refused()).startsWith("seq4j: " + message);
    assertThat(out).doesNotExist();
  }

  @Test
  void whatIsTypedAfterARecipeWinsOverIt() {
    Path out = other.resolve("run");
    train("--recipe", "bow-nb", "--n-grams", "1", "--quiet", "--out", out.toString()).succeeded();
    JsonNode card = program("info", "--json", out.resolve("model.zip").toString()).json();
    assertThat(card.at("/settings/bag/nGrams").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--model bag-of-words-mlp --n-grams 2 --units 4 --embedding 4",
        "--model cnn --units 4 --embedding 4 --schedule cosine --word-dropout 0.1",
        "--model gru --units 4 --bidirectional --pooling max --layers 2 --vectors {vectors}"
      })
  void networksOfOtherKindsTrainToo(String words) throws IOException {
    Path vectors = Files.writeString(other.resolve("glove.txt"), "film 1 0 1\nsuperb 0 1 1\n");
    Path out = other.resolve("run");
    List<String> all =
        new ArrayList<>(List.of(words.replace("{vectors}", vectors.toString()).split(" ")));
    all.addAll(List.of("--epochs", "1", "--json", "--out", out.toString()));
    Program.Outcome outcome = train(all.toArray(String[]::new)).succeeded();
    assertThat(outcome.json().get("outcome").asText()).isEqualTo("completed");
    if (words.contains("vectors")) {
      assertThat(outcome.err()).contains("2 words have vectors already");
    }
    String file = out.resolve("model.zip").toString();
    assertThat(program("explain", "--model", file, "A superb film.").succeeded().out())
        .contains("for ", "against: ");
  }

  @Test
  void learnsFromAFolderForEachClass() throws IOException {
    Path topics = other.resolve("topics");
    for (String topic : List.of("rain", "sun", "wind")) {
      Path ofTopic = Files.createDirectories(topics.resolve(topic));
      for (int i = 0; i < 10; i++) {
        Files.writeString(ofTopic.resolve(i + ".txt"), "Tomorrow " + topic + " again, no. " + i);
      }
    }
    Path out = other.resolve("run");
    program(
            "train",
            "sentiment",
            "--recipe",
            "bow-nb",
            "--quiet",
            "--data",
            topics.toString(),
            "--out",
            out.toString())
        .succeeded();
    assertThat(
            program("classify", "--model", out.resolve("model.zip").toString(), "More wind!")
                .succeeded()
                .out())
        .startsWith("wind\t");
  }

  @Test
  void answersAndExplainsWhateverComes() throws IOException {
    List<String> texts = List.of("", "qwx zzz", "film ".repeat(100_000), "\u0007\u001b\u007f");
    Path file = Files.write(other.resolve("texts"), texts);
    for (String command : List.of("classify", "explain")) {
      assertThat(
              program(command, "--json", "--model", model, "--file", file.toString())
                  .succeeded()
                  .out()
                  .lines())
          .hasSize(4);
    }
  }

  @Test
  void aModelFileThatIsDamaged() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of(model));
    Path damaged = other.resolve("damaged.zip");
    Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));
    for (String command : List.of("classify", "explain", "evaluate", "info")) {
      String[] words =
          command.equals("info")
              ? new String[] {command, damaged.toString()}
              : new String[] {command, "--model", damaged.toString()};
      assertThat(program(words).refused())
          .isEqualTo("seq4j: " + damaged + ": is not a model file, or is cut short");
    }
  }
}
