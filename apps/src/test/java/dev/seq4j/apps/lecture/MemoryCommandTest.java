package dev.seq4j.apps.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.core.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryCommandTest {

  @TempDir private Path folder;

  private List<JsonNode> measured(String options) {
    String command = "memory --json --threads 1 --out " + folder.resolve("m") + " " + options;
    return new Program(folder)
        .run(command.split(" "))
        .succeeded()
        .out()
        .lines()
        .map(line -> Json.read(line, JsonNode.class, "line"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru", "transformer"})
  void learnsToAddWhatStandsFarApart(String model) {
    JsonNode learned = measured("--lengths 25 --models " + model).get(0);

    assertThat(learned.get("solved").asBoolean()).isTrue();
    assertThat(learned.get("batches").asInt()).isLessThan(1000);
    assertThat(learned.get("measured").asDouble())
        .isLessThan(learned.get("baseline").asDouble() / 8);
  }

  @Test
  void aTransformerCopiesAndWhoDoesNotLearnIsNoBetterThanChance() {
    JsonNode learned = measured("--task copy --lengths 20 --models transformer").get(0);
    JsonNode beginner = measured("--task copy --lengths 20 --models lstm --batches 1").get(0);

    assertThat(learned.get("measured").asDouble()).isGreaterThan(0.95);
    assertThat(beginner.get("measured").asDouble()).isBetween(0.08, 0.17);
    assertThat(beginner.get("solved").asBoolean()).isFalse();
  }

  @Test
  void writesPictureAndTable() throws IOException {
    List<JsonNode> measured =
        measured("--lengths 6,4 --models lstm,rnn --batches 3 --batch 4 --units 4");

    assertThat(measured).hasSize(4);
    List<String> table = Files.readAllLines(folder.resolve("m").resolve("memory.csv"));
    assertThat(table).hasSize(1 + 4);
    assertThat(table.get(1)).startsWith("adding,lstm,4,");
    assertThat(table.get(4)).startsWith("adding,rnn,6,");
    assertThat(table.get(4).split(",")).hasSameSizeAs(table.get(0).split(","));
    assertThat(ImageIO.read(folder.resolve("m").resolve("memory.png").toFile()).getWidth())
        .isEqualTo(720);
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    String options = "--lengths 8 --models gru --batches 5 --batch 4 --units 4";
    double once = measured(options).get(0).get("measured").asDouble();

    assertThat(measured(options).get(0).get("measured").asDouble()).isEqualTo(once);
    assertThat(measured(options + " --seed 2").get(0).get("measured").asDouble())
        .isNotEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--task adding --lengths 8,1 | time = 1: must be 2 or above, for a number in each half",
        "--task copy --lengths 5     | distance = 5: must be 6 or above, for 5 symbols and the"
            + " mark",
        "--task coppy                | copy",
        "--models gru,lstmm          | lstm",
        "--batch 0                   | --batch = 0: must be 1 or above",
        "--learning-rate -1          | learning rate = -1.0: must be above 0",
        "--lengths 20,x              | --lengths"
      })
  void refusesBadInput(String options, String said) {
    String command = "memory --out " + folder.resolve("m") + " " + options;
    assertThat(new Program(folder).run(command.split(" ")).refused()).contains(said);
    assertThat(folder.resolve("m")).doesNotExist();
  }
}
