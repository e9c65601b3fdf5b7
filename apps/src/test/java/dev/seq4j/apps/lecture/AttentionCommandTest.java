package dev.seq4j.apps.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.core.file.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code attention} shows. */
class AttentionCommandTest {

  private static final int PLAIN = 3;

  @TempDir private static Path folder;

  private static Path out;
  private static List<JsonNode> learned;

  @BeforeAll
  static void learn() {
    out = folder.resolve("learned");
    learned = maps("attention", "--iterations", "3", "--out", out.toString());
  }

  private static Program.Outcome program(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--threads", "1"));
    return new Program(folder).run(all.toArray(String[]::new));
  }

  private static List<JsonNode> maps(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    return program(all.toArray(String[]::new))
        .succeeded()
        .out()
        .lines()
        .map(line -> Json.read(line, JsonNode.class, "line"))
        .toList();
  }

  private static Path trained(String task, String options) {
    Path run = folder.resolve(task + options.hashCode());
    List<String> words = new ArrayList<>(List.of("train", task, "--quiet"));
    words.addAll(List.of(options.split(" ")));
    words.addAll(List.of("--out", run.toString()));
    program(words.toArray(String[]::new)).succeeded();
    return run.resolve("model.zip");
  }

  private static List<JsonNode> mapsOf(Path model, String text) {
    return maps(
        "attention", "--model", model.toString(), "--out", folder.resolve("of").toString(), text);
  }

  private static void rowsSumToOne(List<JsonNode> maps) {
    assertThat(maps)
        .allSatisfy(
            map -> {
              assertThat(map.get("weights")).hasSize(map.get("rows").size());
              for (JsonNode row : map.get("weights")) {
                double sum = 0;
                for (JsonNode weight : row) {
                  sum += weight.asDouble();
                }
                assertThat(row).hasSize(map.get("columns").size());
                assertThat(sum).isCloseTo(1, within(1e-5));
                assertThat(sum)
                    .isBetween(map.get("leastSum").asDouble(), map.get("largestSum").asDouble());
              }
            });
  }

  private static double weight(JsonNode map, int row, int column) {
    return map.get("weights").get(row).get(column).asDouble();
  }

  @Test
  void showsThePlainStepsAndAllHeads() {
    assertThat(learned).hasSize(PLAIN + 2 * 4);
    rowsSumToOne(learned);
    assertThat(learned.stream().map(map -> map.get("name").asText()).toList())
        .startsWith("basic", "scaled", "scaled, causal", "block1, head 1")
        .endsWith("block2, head 4");
    for (JsonNode map : learned.subList(2, learned.size())) {
      assertThat(weight(map, 0, 0)).as("%s", map.get("name")).isCloseTo(1, within(1e-6));
      assertThat(weight(map, 4, 5)).isZero();
    }
  }

  @Test
  void withoutParametersTheSameWordGetsTheSameWeight() {
    JsonNode basic = learned.get(0);
    List<String> words = new ArrayList<>();
    basic.get("columns").forEach(word -> words.add(word.asText()));
    int first = words.indexOf("who");
    int second = words.lastIndexOf("who");

    assertThat(second).isGreaterThan(first);
    assertThat(weight(basic, 0, first)).isCloseTo(weight(basic, 0, second), within(1e-6));
    assertThat(learned.get(1).get("spread").asDouble())
        .isGreaterThan(basic.get("spread").asDouble());
  }

  @Test
  void drawsBothPictures() throws IOException {
    int plain = ImageIO.read(out.resolve("self-attention.png").toFile()).getWidth();
    int heads = ImageIO.read(out.resolve("heads.png").toFile()).getWidth();

    assertThat(plain).isGreaterThan(3 * 44 * learned.get(0).get("columns").size());
    assertThat((double) heads / plain).isCloseTo(4.0 / 3, within(0.02));
  }

  @Test
  void whatItLearnedIsAModelForTheNextTime() {
    Path again = folder.resolve("again");
    List<JsonNode> maps =
        maps(
            "attention", "--model", out.resolve("model.zip").toString(), "--out", again.toString());

    assertThat(maps).isEqualTo(learned);
  }

  @Test
  void listsTheScoresOfAWordAndDrawsMapsAsText() {
    Program.Outcome outcome =
        program(
            "attention",
            "--model",
            out.resolve("model.zip").toString(),
            "--out",
            folder.resolve("text").toString(),
            "--word",
            "3",
            "he could see the church.");

    assertThat(outcome.succeeded().out())
        .contains("of see", "basic: sums of the rows 1.000000 to 1.000000")
        .containsPattern("block2, head 4: .* on the one before\\R +he +could +see");
  }

  @Test
  void aTransformersTranslationLooksInThreeWays() {
    Path model =
        trained(
            "translation",
            "--model transformer --embedding 16 --units 16 --layers 1 --heads 2 --epochs 1"
                + " --batch 64 --test 0.1");
    List<JsonNode> maps =
        maps(
            "attention",
            "--model",
            model.toString(),
            "--translation",
            "J'ai faim.",
            "--out",
            folder.resolve("three").toString(),
            "I am hungry.");

    rowsSumToOne(maps);
    assertThat(maps.subList(PLAIN, maps.size()).stream().map(map -> map.get("kind").asText()))
        .containsExactly("SELF", "SELF", "DECODER_SELF", "DECODER_SELF", "MEMORY", "MEMORY");
    JsonNode memory = maps.get(maps.size() - 1);
    assertThat(memory.get("rows").get(memory.get("rows").size() - 1).asText()).isEqualTo("<eos>");
    assertThat(memory.has("onItself")).isFalse();
  }

  @Test
  void aPoolingHasOneRowAndARecurrentNetworkNoHeads() {
    String small = "--epochs 1 --units 4 --embedding 8 --limit 40 --batch 16 ";
    List<JsonNode> pooled =
        mapsOf(trained("sentiment", small + "--model lstm-attention"), "A dull film.");
    List<JsonNode> recurrent = mapsOf(trained("sentiment", small + "--model rnn"), "A dull film.");

    rowsSumToOne(pooled);
    assertThat(pooled).hasSize(PLAIN + 1);
    assertThat(pooled.get(PLAIN).get("rows")).hasSize(1);
    assertThat(recurrent).hasSize(PLAIN);
  }

  @Test
  void refusesABagOfWords() {
    Path bag = trained("sentiment", "--model bag-of-words --limit 40");

    assertThat(program("attention", "--model", bag.toString()).refused())
        .contains("must be a network that reads words in their order");
  }

  @ParameterizedTest
  @CsvSource({
    "--iterations 0, --iterations = 0: must be 1 or above",
    "--translation oui, --translation: needs the --model of a translator",
    "--color blue, --color = blue: must be one of auto",
    "--model nothing.zip, nothing.zip",
  })
  void refusesOptionsThatDoNotServe(String options, String message) {
    List<String> words = new ArrayList<>(List.of("attention"));
    words.addAll(List.of(options.split(" ")));

    assertThat(program(words.toArray(String[]::new)).refused()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "--word 99 the, '--word = 99: must be in [1, 1]'",
    "--translation oui the, writes none",
    "'', 'text: has 0 tokens, must have 1 to 40'",
  })
  void refusesTextsThatDoNotServe(String options, String message) {
    List<String> words =
        new ArrayList<>(List.of("attention", "--model", out.resolve("model.zip").toString()));
    words.addAll(List.of(options.split(" ")));

    assertThat(program(words.toArray(String[]::new)).refused()).contains(message);
  }

  @Test
  void refusesALongText() {
    String model = out.resolve("model.zip").toString();

    assertThat(program("attention", "--model", model, "the ".repeat(41)).refused())
        .contains("text: has 41 tokens, must have 1 to 40");
  }
}
