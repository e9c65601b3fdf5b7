package dev.seq4j.apps.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.text.LabelledText;
import dev.seq4j.datasets.dna.BindingMotif;
import dev.seq4j.datasets.dna.PlantedMotifs;
import dev.seq4j.datasets.prices.GeneratedPrices;
import dev.seq4j.datasets.prices.PriceDay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dna} and {@code forecast}, on generated data and on files of the user. */
class SeriesCommandsTest {

  private static final String TINY = " --filters 2 --units 2 --epochs 1 --threads 1 --out ";

  @TempDir private Path folder;

  private Program.Outcome run(String command) {
    return new Program(folder).run(command.split(" "));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void dnaFindsBothPlantedMotifs() throws IOException {
    Path out = folder.resolve("dna");
    JsonNode result =
        run("dna --json --length 40 --sequences 2400 --filters 16 --units 8"
                + " --learning-rate 0.01 --epochs 8 --threads 2 --out "
                + out)
            .succeeded()
            .json();
    assertThat(result.get("auroc").asDouble()).isGreaterThan(0.95);
    assertThat(result.get("byScanning").asDouble()).isGreaterThan(0.98);
    assertThat(result.get("correlations").get("CTCF").asDouble()).isGreaterThan(0.9);
    assertThat(result.get("correlations").get("GATA1").asDouble()).isGreaterThan(0.9);
    assertThat(ImageIO.read(out.resolve("dna.png").toFile()).getWidth()).isGreaterThan(1000);
    List<String> filters = Files.readAllLines(out.resolve("filters.csv"));
    assertThat(filters.get(0)).startsWith("filter,sites,bits,consensus");
    assertThat(filters).anyMatch(line -> line.contains(",CTCF,0.9"));
    assertThat(filters).anyMatch(line -> line.contains(",GATA1,0.9"));
    assertThat(run("info " + out.resolve("model.zip")).succeeded().out())
        .contains("dna-classification");
  }

  @Test
  void dnaReadsAFileOfTheUserAndNamesWhatItLeavesOut() throws IOException {
    StringBuilder fasta = new StringBuilder(">bad x\nAC!\n");
    for (LabelledText sequence :
        new PlantedMotifs(List.of(BindingMotif.TATA), 40, 0.5, 1).make(60)) {
      fasta.append(
          ">s " + sequence.label() + "\n" + sequence.text().toLowerCase(Locale.ROOT) + "\n");
    }
    Path file = write("sites.fa", fasta.toString());
    Program.Outcome outcome =
        run("dna --data " + file + " --positive free" + TINY + folder.resolve("o")).succeeded();
    assertThat(outcome.err())
        .contains(
            "sites.fa: 1 line is left out: line 1 has ! as letter 3, must be of A, C, G, T, N");
    assertThat(outcome.out()).contains("60 sequences, [bound, free]", "AUROC 0.");
    assertThat(folder.resolve("o").resolve("dna.png")).exists();
  }

  @Test
  void forecastReadsAFileOfTheUserAndNamesWhatItLeavesOut() throws IOException {
    StringBuilder csv = new StringBuilder("date,open,high,low,close,volume\n2014-12-31,1,2\n");
    for (PriceDay day : new GeneratedPrices(150, 0.2, 1).make().days()) {
      csv.append(
          "%s,%s,%s,%s,%s,%s%n"
              .formatted(day.date(), day.open(), day.high(), day.low(), day.close(), day.volume()));
    }
    Path file = write("p.csv", csv.toString());
    Path out = folder.resolve("forecast");
    Program.Outcome outcome =
        run("forecast --json --cell GRU --units 2 --epochs 1 --folds 2 --window 4 --threads 1"
                + " --data %s --out %s".formatted(file, out))
            .succeeded();
    assertThat(outcome.err()).contains("p.csv: 1 line is left out: line 2 has 3 of 6 columns");
    List<JsonNode> results =
        outcome.out().lines().map(line -> Json.read(line, JsonNode.class, "line")).toList();
    assertThat(results).hasSize(3);
    assertThat(results.get(2).get("errors").get("days").asInt()).isEqualTo(60);
    assertThat(Files.readAllLines(out.resolve("forecast.csv"))).hasSize(61);
    assertThat(ImageIO.read(out.resolve("forecast.png").toFile()).getHeight()).isEqualTo(960);
    Path model = out.resolve("model.zip");
    JsonNode next = run("forecast --json --model %s --data %s".formatted(model, file)).json();
    assertThat(outcome.err())
        .contains(
            String.format(
                Locale.ROOT,
                "The day after %s: %.2f, after %.2f",
                next.get("after").asText(),
                next.get("forecast").asDouble(),
                next.get("close").asDouble()));
    assertThat(run("info --json " + model).succeeded().json().at("/provenance/metrics"))
        .anyMatch(metric -> metric.equals(results.get(2).at("/errors/rmse")));
    assertThat(run("forecast --epochs 2 --model " + model).refused())
        .contains("--epochs: is for learning, not for --model");
    assertThat(run("forecast --days 6 --model " + model).refused())
        .contains("days = 6: must end with 9 or more without a gap, for a window of 4");
    assertThat(run("forecast --strict --data " + file).refused())
        .contains("p.csv: line 2 has 3 of 6 columns");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dna --length 5                | length = 5: must be",
        "dna --sequences 1             | sequences = 1: must be 2 or above",
        "dna --epochs 0                | epochs = 0: must be 1 or above",
        "dna --filters 0               | filters = 0: must be 1 or above",
        "dna --data nowhere.fa         | nowhere.fa: no such file",
        "forecast --momentum 1         | momentum = 1.0: must be in (-1, 1)",
        "forecast --days 1             | days = 1: must be 2 or above",
        "forecast --days 20 --folds 30 | days = 20: too few for 30 folds",
        "forecast --window 0           | window = 0: must be 1 or above",
        "forecast --data nowhere.csv   | nowhere.csv: no such file"
      })
  void refusesWhatIsOutOfRange(String command, String message) {
    assertThat(run(command).refused()).contains(message);
  }

  @Test
  void dnaNeedsTwoLabels() throws IOException {
    Path one = write("one.csv", "sequence,label\nACGT,1\nACCT,1\n");
    assertThat(run("dna --data " + one).refused()).contains("its labels are [1], must be two");
    Path two = write("two.csv", "sequence,label\nACGT,1\nACCT,0\n");
    assertThat(run("dna --data " + two + " --positive 2").refused())
        .contains("--positive = 2: must be one of [0, 1]");
    Path bad = write("bad.csv", "sequence,label\nACGT,1\nACXT,0\n");
    assertThat(run("dna --strict --data " + bad).refused())
        .contains("bad.csv: line 3 has X as letter 3");
  }
}
