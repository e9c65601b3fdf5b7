package dev.seq4j.apps.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Program;
import dev.seq4j.datasets.sound.SpokenDigits;
import dev.seq4j.datasets.sound.UtteranceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code acoustic}, on digits that are made and on files of the user. */
class AcousticCommandTest {

  private static final String TINY = "--units 2 --epochs 1 --threads 1";

  @TempDir private Path folder;

  private Program.Outcome run(String command) {
    return new Program(folder).run(command.split(" +"));
  }

  /** What it makes is heard by whoever was not heard in training, and can be read as files. */
  @Test
  void hearsDigitsOfStrangers() throws IOException {
    Path out = folder.resolve("out");
    JsonNode result =
        run("acoustic --json --wav --speakers 12 --utterances 4 --noise 20 --units 24 --batch 4"
                + " --learning-rate 0.02 --epochs 12 --threads 2 --out "
                + out)
            .succeeded()
            .json();
    JsonNode report = result.get("report");
    assertThat(report.get("sounds").asInt()).isEqualTo(12);
    assertThat(report.get("frameAccuracy").asDouble()).isGreaterThan(0.95);
    assertThat(report.get("majorityAccuracy").asDouble()).isBetween(0.3, 0.55);
    assertThat(result.get("wordErrorRate").asDouble()).isLessThan(0.1);
    assertThat(Files.readAllLines(out.resolve("sounds.csv")))
        .hasSize(13)
        .first()
        .isEqualTo("sound,speaker,said,heard,edits,frame accuracy");
    assertThat(ImageIO.read(out.resolve("acoustic.png").toFile()).getWidth()).isGreaterThan(1000);
    Path model = out.resolve("model.zip");
    assertThat(run("info " + model).succeeded().out())
        .contains("frame-labelling", "silence, zero, one, two", "test frame accuracy");

    Path files = out.resolve("wav");
    JsonNode again =
        run("acoustic --json --model %s --data %s --out %s".formatted(model, files, folder))
            .succeeded()
            .json();
    assertThat(again.get("report").get("sounds").asInt()).isEqualTo(48);
    assertThat(again.get("report").get("frameAccuracy").asDouble()).isGreaterThan(0.95);

    Path own = files.resolve("speaker001").resolve("002.wav");
    Path heard = folder.resolve("heard");
    Program.Outcome outcome =
        run("acoustic --json --model %s --out %s %s".formatted(model, heard, own)).succeeded();
    List<String> words = new ArrayList<>();
    outcome.json().get("segments").forEach(segment -> words.add(segment.get("label").asText()));
    assertThat(words).isNotEmpty().isSubsetOf(SpokenDigits.LABELS);
    assertThat(Files.readAllLines(heard.resolve("002.txt"))).hasSameSizeAs(words);
    assertThat(ImageIO.read(heard.resolve("002.png").toFile()).getWidth()).isGreaterThan(1000);
    assertThat(run("acoustic --model %s %s %s".formatted(model, own, own)).refused())
        .contains("002.wav: is the second sound of this name");
  }

  @Test
  void readsFilesOfTheUserAndNamesWhatItLeavesOut() throws IOException {
    Path data = folder.resolve("data");
    UtteranceFiles.write(data, new SpokenDigits(4, 2, 1, 2, 20, 1).make());
    Path track = data.resolve("speaker001/001.txt");
    Files.writeString(track, "0.1\t0.2\t\n" + Files.readString(track));
    Files.delete(data.resolve("speaker002/002.txt"));
    String command = "acoustic --forward --cell GRU --rate 8000 " + TINY + " --data " + data;
    Path own = data.resolve("speaker004/001.wav");
    Program.Outcome outcome =
        run(command + " --out " + folder.resolve("o") + " " + own).succeeded();
    assertThat(outcome.err())
        .contains(
            "001.txt: 1 line is left out: line 1 has no label", "002.wav: has no labels beside");
    assertThat(outcome.out()).contains("7 sounds of 4 speakers", "frames right ", "001.wav:");
    assertThat(folder.resolve("o").resolve("001.txt")).exists();
    assertThat(run(command + " --strict").refused()).contains("001.txt: line 1 has no label");
  }

  @Test
  void refusesDataThatCannotBeLearnt() throws IOException {
    Path data = folder.resolve("data");
    UtteranceFiles.write(data, new SpokenDigits(1, 3, 1, 1, 20, 1).make());
    for (int i = 1; i <= 3; i++) {
      Files.writeString(data.resolve("speaker001/00%d.txt".formatted(i)), "0.1\t0.2\tsilence\n");
    }
    assertThat(run("acoustic --data " + data).refused()).contains("its labels name no word");
    Files.delete(data.resolve("speaker001/001.wav"));
    assertThat(run("acoustic --data " + data).refused())
        .contains("holds 2 sounds with labels, must be 3 or more");
    Path text = Files.writeString(folder.resolve("a.wav"), "no sound");
    assertThat(run("acoustic " + text).refused()).contains("a.wav: is no sound that can be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acoustic --speakers 2       | speakers = 2: must be 3 or above",
        "acoustic --utterances 0     | utterances = 0: must be 1 or above",
        "acoustic --noise 200        | noise = 200.0: must be in [-20, 100] decibels",
        "acoustic --rate 100         | rate = 100: must be in [4000, 192000] samples a second",
        "acoustic --epochs 0         | epochs = 0: must be 1 or above",
        "acoustic --units 0          | units = 0: must be 1 or above",
        "acoustic --switch-cost -1   | switch cost = -1.0: must be 0 or above",
        "acoustic --data nowhere     | nowhere: no such file",
        "acoustic --data x --wav     | --wav: nothing is made with --model or --data",
        "acoustic --model m.zip --units 8 x.wav | --units: is for learning, not for --model",
        "acoustic --model m.zip      | --model: needs sounds to listen to, or --data",
        "acoustic none.wav           | none.wav: no such file"
      })
  void refusesWhatIsOutOfRange(String command, String message) {
    assertThat(run(command).refused()).contains(message);
  }
}
