package dev.seq4j.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.core.file.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docs/lecture} shows, on small data. */
class LectureCommandsTest {

  private static final Path PAGES = Path.of("..", "docs", "lecture");

  private static final Pattern COMMAND = Pattern.compile("^ {0,4}seq4j (.+)$", Pattern.MULTILINE);

  private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]*\\]\\(([^)]+)\\)");

  private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)#:]+)\\)");

  /** What makes a command small; said last, it counts. */
  private static final Map<String, String> SMALL =
      Map.of(
          "gradients", "--steps 3 --units 3 --threads 1",
          "train sentiment", "--limit 80 --threads 1",
          "train text", "--iterations 4 --batch 2 --time 8 --units 8 --threads 1",
          "cell-loop", "--steps 4 --batch 2 --units 4 --repeats 1 --threads 1",
          "dna", "--sequences 80 --length 60 --filters 2 --units 2 --epochs 1 --threads 1",
          "forecast", "--days 120 --folds 2 --window 4 --units 2 --epochs 1 --threads 1");

  @TempDir private Path folder;

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  static Stream<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path page : pages().toList()) {
      Matcher matcher = COMMAND.matcher(Files.readString(page));
      while (matcher.find()) {
        commands.add(matcher.group(1).strip());
      }
    }
    return commands.stream().distinct();
  }

  private static String name(String command) {
    return SMALL.keySet().stream().filter(command::startsWith).findFirst().orElse(command);
  }

  private Program.Outcome run(String command) {
    return new Program(folder).run(command.split(" "));
  }

  @Test
  void findsCommandsOfEveryKind() throws IOException {
    assertThat(commands().map(LectureCommandsTest::name).distinct())
        .containsExactlyInAnyOrderElementsOf(SMALL.keySet());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void commandsOfThePagesRun(String command) {
    String name = name(command);
    String out = name.equals("cell-loop") ? "" : " --out " + folder.resolve("out");
    Program.Outcome outcome = run(command + " " + SMALL.get(name) + out).succeeded();
    assertThat(outcome.out()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void picturesAndLinksOfThePagesAreThere(Path page) throws IOException {
    String text = Files.readString(page);
    for (Pattern pattern : List.of(PICTURE, LINK)) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        assertThat(page.resolveSibling(matcher.group(1))).exists();
      }
    }
  }

  @Test
  void gradientsWritesPictureAndTables() throws IOException {
    Path out = folder.resolve("g");
    Program.Outcome outcome =
        run("gradients --json --cells RNN,LSTM --scales 0.5,2 --steps 8 --units 4 --threads 1"
                + " --out "
                + out)
            .succeeded();

    List<JsonNode> results =
        outcome.out().lines().map(line -> Json.read(line, JsonNode.class, "line")).toList();
    assertThat(results).hasSize(8);
    assertThat(results.get(0).get("lossGradient").asDouble()).isBetween(1e-4, 0.5 * 0.5);
    List<String> flow = Files.readAllLines(out.resolve("gradients.csv"));
    assertThat(flow).hasSize(1 + 8 * 9);
    assertThat(flow.get(2)).startsWith("RNN,0.5,orthogonal,1,");
    assertThat(Files.readString(out.resolve("remedies.csv")))
        .contains("RNN,2.0,normal,by norm,", "LSTM,0.5,orthogonal,last 5 steps,");
    File picture = out.resolve("gradients.png").toFile();
    assertThat(ImageIO.read(picture).getWidth()).isEqualTo(2 * 720);
  }

  @Test
  void loopAndLayerGiveTheSameNumbers() {
    Program.Outcome outcome =
        run("cell-loop --json --steps 20 --batch 3 --units 16 --repeats 1 --threads 1").succeeded();

    List<JsonNode> results =
        outcome.out().lines().map(line -> Json.read(line, JsonNode.class, "line")).toList();
    assertThat(results).hasSize(3);
    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.get("difference").asDouble()).isLessThan(1e-5);
              assertThat(result.get("loopMillis").asDouble()).isPositive();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gradients --scales 1,-1",
        "gradients --steps 0",
        "gradients --clip-norm 0",
        "gradients --input-scale -1",
        "cell-loop --batch 0",
        "cell-loop --repeats 0"
      })
  void refusesWhatIsOutOfRange(String command) {
    assertThat(run(command).refused()).contains(": must be ");
  }
}
