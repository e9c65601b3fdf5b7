package dev.seq4j.apps.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.core.file.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  private static final Pattern COMMAND =
      Pattern.compile("^ {0,4}(?:\\$ )?seq4j (.+)$", Pattern.MULTILINE);

  /** A word, or several in quotation marks. */
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]*\\]\\(([^)]+)\\)");

  private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)#:]+)\\)");

  private static final String SMALL_NETWORK = "--epochs 1 --batch 16 --units 4 --embedding 8 ";

  /** What makes a command small; said last, it counts. A longer name goes before a shorter one. */
  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("gradients", "--steps 3 --units 3"),
          Map.entry("cell-loop", "--steps 4 --batch 2 --units 4 --repeats 1"),
          Map.entry("attention", "--iterations 2"),
          Map.entry("memory", "--lengths 6,8 --batches 2 --batch 4 --units 4 --shown 2"),
          Map.entry("compare", "--epochs 1 --limit 40"),
          Map.entry("train sentiment", SMALL_NETWORK + "--limit 40"),
          Map.entry("train sentiment --recipe bow-", "--limit 80"),
          Map.entry("train text", "--iterations 4 --batch 2 --time 8 --units 8 --embedding 8"),
          Map.entry("train translation", SMALL_NETWORK + "--layers 1 --test 0.1"),
          Map.entry(
              "train captions", "--epochs 1 --pictures 8 --batch 4 --test 4 --maps 4 --units 8"),
          Map.entry("train punctuation", "--iterations 4 --batch 2 --window 8 --units 8"),
          Map.entry("punctuate", ""),
          Map.entry(
              "train films",
              "--epochs 1 --films 4 --batch 2 --frames 6 --test 4 --maps 2 --units 4"),
          Map.entry("describe", ""),
          Map.entry("dna", "--sequences 80 --length 60 --filters 2 --units 2 --epochs 1"),
          Map.entry("forecast", "--days 120 --folds 2 --window 4 --units 2 --epochs 1"),
          Map.entry("forecast --model", "--days 30"),
          Map.entry("acoustic --model", ""),
          Map.entry("acoustic", "--speakers 3 --utterances 1 --units 2 --epochs 1"),
          Map.entry("classify", ""),
          Map.entry("explain", ""),
          Map.entry("generate", "--length 20"),
          Map.entry("translate", "--beam 1"));

  /** Commands that write into a folder, where none is said into one of the date. */
  private static final Pattern WRITES =
      Pattern.compile(
          "(gradients|attention|memory|dna|forecast(?! --model)|acoustic|compare|train ).*");

  @TempDir private Path folder;

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  private static List<String> commands(Path page) throws IOException {
    return COMMAND
        .matcher(Files.readString(page))
        .results()
        .map(found -> found.group(1).strip())
        .toList();
  }

  private static String name(String command) {
    return SMALL.keySet().stream()
        .filter(command::startsWith)
        .max(Comparator.comparing(String::length))
        .orElse(command);
  }

  private Program.Outcome run(String command) {
    return new Program(folder).run(words(command).toArray(String[]::new));
  }

  private static List<String> words(String command) {
    return WORD.matcher(command)
        .results()
        .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
        .toList();
  }

  /** The command on small data, its files in a folder of the test's own. */
  private List<String> small(String command, int number) {
    List<String> words = new ArrayList<>();
    for (String word : words(command)) {
      if (word.startsWith("datasets/") || word.startsWith("docs/")) {
        words.add("../" + word); // from the checkout, which is one up
      } else if (word.startsWith("runs/") || word.endsWith(".png")) {
        words.add(folder.resolve(word).toString());
      } else {
        words.add(word);
      }
    }
    if (WRITES.matcher(command).matches() && !words.contains("--out")) {
      words.addAll(List.of("--out", folder.resolve("out" + number).toString()));
    }
    words.addAll(words(SMALL.get(name(command))));
    words.addAll(List.of("--threads", "1"));
    return words;
  }

  @Test
  void findsCommandsOfEveryKind() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path page : pages().toList()) {
      commands(page).forEach(command -> names.add(name(command)));
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(SMALL.keySet());
  }

  /** In their order, since one may use what another wrote. */
  @ParameterizedTest
  @MethodSource("pages")
  void commandsOfAPageRun(Path page) throws IOException {
    List<String> commands = commands(page);
    for (int i = 0; i < commands.size(); i++) {
      List<String> words = small(commands.get(i), i);
      Program.Outcome outcome = new Program(folder).run(words.toArray(String[]::new));
      assertThat(outcome.succeeded().out()).as(commands.get(i)).isNotEmpty();
    }
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
        "memory --units 0",
        "memory --batches 0",
        "memory --lengths 1",
        "memory --task copy --lengths 5",
        "memory --learning-rate 0",
        "cell-loop --batch 0",
        "cell-loop --repeats 0"
      })
  void refusesWhatIsOutOfRange(String command) {
    assertThat(run(command).refused()).contains(": must be ");
  }
}
