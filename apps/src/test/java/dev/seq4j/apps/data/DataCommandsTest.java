package dev.seq4j.apps.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.apps.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandsTest {

  @TempDir private Path folder;

  private Program.Outcome run(String... args) {
    return new Program(folder).run(args).succeeded();
  }

  @Test
  void listsWhatThereIsAndWhereItIs() throws IOException {
    Path cache = Files.createDirectories(folder.resolve(".cache").resolve("seq4j"));
    Files.writeString(cache.resolve("98-0.txt"), "It was the best of times.");

    Program.Outcome outcome = run("data", "list");

    assertThat(outcome.out())
        .contains("reviews: not here yet")
        .contains("novel: A Tale of Two Cities by Charles Dickens, from " + cache)
        .contains("https://ai.stanford.edu/", "https://www.gutenberg.org/", "public domain");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void listsInOneLineOfJson() {
    JsonNode list = run("data", "list", "--json").json();

    assertThat(list).hasSize(3);
    assertThat(list.get(0).fieldNames())
        .toIterable()
        .containsExactly("name", "where", "bytes", "origin", "licence");
    assertThat(list.findValuesAsText("name")).containsExactly("reviews", "novel", "translation");
  }

  @Test
  void checksTheSamplesInsideTheProgram() {
    assertThat(run("data", "check", "reviews").out())
        .contains("reviews: the sample of", "600 reviews to train on, 0 to test, SHA-256 ");
    JsonNode novel = run("data", "check", "novel", "--json").json();
    assertThat(novel.get("content").asText()).matches("Sample story, 9\\d,\\d{3} characters");
    assertThat(novel.get("digest").asText()).matches("[0-9a-f]{64}");
  }

  @Test
  void checksSentencePairs() throws IOException {
    assertThat(run("data", "check", "translation").out())
        .contains("317 sentence pairs, 304 different sentences, 0 lines left out, SHA-256 ");
    Path pairs = Files.writeString(folder.resolve("mine.tsv"), "Go.\tVa !\nRun!\n\n");

    assertThat(run("data", "check", "translation", "--data", pairs.toString()).out())
        .contains("1 sentence pairs, 1 different sentences, 2 lines left out");
  }

  @Test
  void checksATableWithColumnsOfOtherNames() throws IOException {
    Path table = TinyData.topics(folder.resolve("topics.csv"));

    assertThat(
            run(
                    "data",
                    "check",
                    "reviews",
                    "--quiet",
                    "--data",
                    table.toString(),
                    "--text-column",
                    "body",
                    "--label-column",
                    "topic")
                .out())
        .startsWith("30 reviews to train on, 0 to test");
    assertThat(
            new Program(folder)
                .run("data", "check", "reviews", "--quiet", "--data", table.toString())
                .refused())
        .contains("topics.csv", "review");
  }

  @Test
  void fetchesNothingThatIsHereAlready() throws IOException {
    Path cache = Files.createDirectories(folder.resolve(".cache").resolve("seq4j"));
    Files.writeString(cache.resolve("98-0.txt"), "It was the best of times.");

    JsonNode fetched = run("data", "fetch", "novel", "--json").json();

    assertThat(fetched.get("bytes").asInt()).isEqualTo(25);
    assertThat(fetched.get("where").asText()).contains(cache.resolve("98-0.txt").toString());
  }
}
