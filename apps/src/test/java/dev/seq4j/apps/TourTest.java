package dev.seq4j.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourTest {

  @TempDir private Path folder;

  /** A folder as {@code SEQ4J_DATA} may name it: the novel and the unpacked reviews. */
  private Path data() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    TinyData.book(data.resolve("98-0.txt"));
    for (String part : List.of("train", "test")) {
      for (int i = 0; i < 8; i++) {
        review(data.resolve("aclImdb").resolve(part), i, "pos", 9, "A lovely film.");
        review(data.resolve("aclImdb").resolve(part), i, "neg", 2, "A dull film.");
      }
    }
    return data;
  }

  private static void review(Path part, int number, String label, int stars, String text)
      throws IOException {
    Path file = part.resolve(label).resolve(number + "_" + stars + ".txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void showsBothHalves() throws IOException {
    Path out = folder.resolve("tour");

    Program.Outcome outcome =
        new Program(folder)
            .run(
                "tour",
                "--json",
                "--threads=1",
                "--data=" + data(),
                "--out=" + out,
                "--text-batches=1",
                "--review-epochs=2")
            .succeeded();

    JsonNode result = outcome.json();
    assertThat(result.at("/text/iterations").asInt()).isEqualTo(1);
    assertThat(result.at("/sentiment/iterations").asInt()).isEqualTo(2);
    assertThat(result.get("predictions")).hasSize(Tour.REVIEWS.size());
    assertThat(outcome.err())
        .contains("1. A network learns to write", "2. A network learns to tell")
        .contains("novel: A Tale of Two Cities", "reviews: IMDB")
        .contains(Tour.REVIEWS);
    for (String task : List.of("text", "sentiment")) {
      assertThat(out.resolve(task).resolve("model.zip")).isNotEmptyFile();
      assertThat(out.resolve(task).resolve("curves.png")).isNotEmptyFile();
    }
  }
}
