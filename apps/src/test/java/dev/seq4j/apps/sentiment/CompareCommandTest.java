package dev.seq4j.apps.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.apps.TinyData;
import dev.seq4j.core.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several models on the same reviews, one report. */
class CompareCommandTest {

  @TempDir private static Path folder;

  private static Path reviews;
  private static Path run;
  private static Program.Outcome compared;

  @BeforeAll
  static void compare() throws IOException {
    reviews = TinyData.reviews(folder.resolve("reviews.csv"));
    run = folder.resolve("run");
    compared = compare("bow-nb", "rnn", "--out", run.toString(), "--epochs", "1").succeeded();
  }

  private static Program.Outcome compare(String... more) {
    List<String> words = new ArrayList<>(List.of("compare", "--json", "--threads", "1"));
    words.addAll(List.of("--data", reviews.toString()));
    words.addAll(List.of(more));
    return new Program(folder).run(words.toArray(String[]::new));
  }

  @Test
  void trainsEachInAFolderOfItsOwn() {
    for (String name : List.of("bow-nb", "rnn")) {
      assertThat(run.resolve(name).resolve("model.zip")).exists();
      assertThat(run.resolve(name).resolve("outcome.json")).exists();
    }
    JsonNode models = compared.json().get("models");
    assertThat(models.findValuesAsText("model")).containsExactly("bag-of-words", "rnn");
    assertThat(models.get(0).get("recipe").asText()).isEqualTo("bow-nb");
    assertThat(models.findValuesAsText("testReviews")).containsExactly("8", "8");
    assertThat(models.get(1).get("iterations").asInt()).as("one epoch of 26 reviews").isEqualTo(1);
  }

  @Test
  void saysHowFarItIs() {
    assertThat(compared.err()).contains("bow-nb, model 1 of 2", "rnn, model 2 of 2");
  }

  @Test
  void reportsAllThatCountsInMarkdown() throws IOException {
    String report = Files.readString(run.resolve("report.md"));

    assertThat(report)
        .contains("| model | test accuracy % | macro F1 | loss | calibration error |")
        .containsPattern("\\| bow-nb \\| [0-9.]+ \\|")
        .contains("| model | class | texts | precision | recall | F1 |")
        .contains("## Confusion of rnn", "## Calibration of bow-nb")
        .contains("![validation accuracy](curves.png)")
        .contains("## Where they disagree most", "> the ");
    assertThat(report.lines().filter(line -> line.startsWith("> "))).hasSize(8); // of ten at most
    assertThat(run.resolve("curves.png")).exists();
  }

  @Test
  void reportsTheSameAsAPageThatStandsAlone() throws IOException {
    String page = Files.readString(run.resolve("report.html"));

    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("<td>bow-nb</td>", "src=\"data:image/png;base64,", "<blockquote>the ")
        .doesNotContain("http");
  }

  @Test
  void goesOnWhereItWas() throws IOException {
    Path copy = folder.resolve("copy");
    copy(run, copy);
    Path first = copy.resolve("bow-nb/model.zip");
    FileTime before = Files.getLastModifiedTime(first);
    Files.delete(copy.resolve("rnn/outcome.json")); // as if it had been stopped there

    Program.Outcome resumed =
        new Program(folder)
            .run("compare", "--json", "--threads", "1", "--resume", copy.toString())
            .succeeded();

    assertThat(resumed.err()).containsOnlyOnce("trained already").contains("testing on 8 reviews");
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(before);
    assertThat(resumed.json().get("models").findValuesAsText("testLoss"))
        .isEqualTo(compared.json().get("models").findValuesAsText("testLoss"));
  }

  @Test
  void doesNotGoOnWithOtherData() throws IOException {
    Path other =
        Files.writeString(
            folder.resolve("other.csv"), Files.readString(reviews) + "Good,positive\n");
    assertThat(
            new Program(folder)
                .run("compare", "-q", "--resume", run.toString(), "--data", other.toString())
                .refused())
        .startsWith("seq4j: " + run.resolve("bow-nb") + ": was trained on other data (reviews: ");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path place = to.resolve(from.relativize(file).toString());
        if (!file.endsWith(".lock")) {
          Files.copy(file, place, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lstm            | models = [lstm]: must be two or more, all different",
        "lstm lstm       | models = [lstm, lstm]: must be two or more, all different",
        "lstm lsmt       | model = lsmt: unknown; did you mean lstm?",
        "lstm gru --validation 0 | validation = 0.0: must be in (0, 1)",
        "lstm --resume x | --resume: compares the models of the folder, name none"
      })
  void whatCannotBeComparedIsRefusedBeforeAnythingIsDone(String words, String message) {
    Path out = folder.resolve("refused");
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    if (!all.contains("--resume")) {
      all.addAll(List.of("--out", out.toString()));
    }
    assertThat(compare(all.toArray(String[]::new)).refused()).startsWith("seq4j: " + message);
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderThatHoldsNoComparison() {
    Path nowhere = folder.resolve("nowhere");
    assertThat(compare("--resume", nowhere.toString()).refused())
        .isEqualTo("seq4j: " + nowhere.resolve("compare.json") + ": no such file");
  }

  @Test
  void theFolderSaysWhatIsCompared() {
    JsonNode plan = Json.read(run.resolve("compare.json"), JsonNode.class);
    assertThat(plan.get("models").fieldNames()).toIterable().containsExactly("bow-nb", "rnn");
    assertThat(plan.at("/models/rnn/training/epochs").asInt()).isEqualTo(1);
    assertThat(plan.get("data").asText()).isEqualTo(reviews.toString());
  }
}
