package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.seq4j.core.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  @TempDir Path folder;

  record Description(String command, long seed) {}

  private static final Description DESCRIPTION = new Description("train größe", 3);

  @Test
  void aNewRunIsMadeDescribedAndOpenedAgain() {
    Path path = folder.resolve("runs/first");
    try (RunDirectory run = RunDirectory.create(path)) {
      run.describe(DESCRIPTION);
      assertThat(run.path()).isEqualTo(path);
      assertThat(run.checkpoint()).isEqualTo(path.resolve("checkpoint.zip")).doesNotExist();
      assertThat(run.model()).isEqualTo(path.resolve("model.zip")).doesNotExist();
    }
    try (RunDirectory run = RunDirectory.open(path)) {
      assertThat(run.description(Description.class)).isEqualTo(DESCRIPTION);
    }
  }

  @Test
  void anEmptyFolderAndOneOfARunThatNeverBeganWillDo() {
    RunDirectory.create(folder).close();

    try (RunDirectory run = RunDirectory.create(folder)) {
      assertThat(run.path()).isEqualTo(folder);
    }
  }

  @Test
  void aFolderWithSomethingInItIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "x");

    assertThatThrownBy(() -> RunDirectory.create(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(folder + ": is not empty, a run needs a folder of its own");
    assertThat(folder.toFile().list()).containsExactly("thesis.txt");
  }

  @Test
  void aFileInTheFoldersPlaceIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> RunDirectory.create(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": is a file, a folder for the run is needed");
    Path below = file.resolve("run");
    assertThatThrownBy(() -> RunDirectory.create(below))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(below + ": cannot be written, ");
    assertThat(file).hasContent("x");
  }

  @Test
  void aFolderThatIsNoRunIsNotOpened() {
    Path missing = folder.resolve("missing");

    for (Path path : List.of(folder, missing)) {
      assertThatThrownBy(() -> RunDirectory.open(path))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(path + ": is not the folder of a run, run.json is missing");
    }
    assertThat(missing).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDescriptionThatIsNotJsonIsNamed() throws IOException {
    Files.writeString(folder.resolve("run.json"), "{");
    try (RunDirectory run = RunDirectory.open(folder)) {
      assertThatThrownBy(() -> run.description(Description.class))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(folder.resolve("run.json") + ", line 1");
    }
  }

  @Test
  void oneAtATimeHasItOpen() throws Exception {
    RunDirectory run = RunDirectory.create(folder);
    run.describe(DESCRIPTION);

    assertThatThrownBy(() -> RunDirectory.open(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(folder + ": is in use by another training");
    Path sameFolder = folder.resolve("..").resolve(folder.getFileName());
    assertThatThrownBy(() -> RunDirectory.open(sameFolder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(sameFolder + ": is in use by another training");
    // The refused attempts must not have let go of the lock that other processes see.
    assertThat(openInAnotherProcess()).isEqualTo(folder + ": is in use by another training");

    run.close();
    assertThat(openInAnotherProcess()).isEqualTo(folder + " opened");
    RunDirectory.open(folder).close();
  }

  @Test
  void aRunOpenInAnotherProcessIsRefusedUntilThatEnds() throws Exception {
    try (RunDirectory run = RunDirectory.create(folder)) {
      run.describe(DESCRIPTION);
    }
    Process other = otherProcess("wait");
    try {
      assertThat(other.inputReader().readLine()).isEqualTo(folder + " opened");
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> RunDirectory.open(folder))
            .isInstanceOf(InvalidInputException.class)
            .hasMessage(folder + ": is in use by another training");
      }
    } finally {
      other.destroyForcibly().waitFor();
    }
    RunDirectory.open(folder).close();
  }

  private String openInAnotherProcess() throws Exception {
    Process other = otherProcess("once");
    String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor()).isZero();
    return said.strip();
  }

  private Process otherProcess(String how) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        Stream.of(RunDirectory.class, RunDirectoryTest.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow());
    command.add(OtherProcess.class.getName());
    command.add(folder.toString());
    command.add(how);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Opens a run and says how that went. */
  static final class OtherProcess {
    public static void main(String[] args) throws IOException {
      try (RunDirectory run = RunDirectory.open(Path.of(args[0]))) {
        System.out.println(run.path() + " opened");
        if (args[1].equals("wait")) {
          System.in.read();
        }
      } catch (InvalidInputException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void closingTwiceDoesNoHarm() {
    RunDirectory run = RunDirectory.create(folder);
    run.close();
    RunDirectory next = RunDirectory.create(folder);

    run.close();

    assertThatThrownBy(() -> RunDirectory.create(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("in use");
    next.close();
  }

  @Test
  void aReadOnlyFolderIsNamed() {
    assumeThat(System.getProperty("user.name")).as("root may write anywhere").isNotEqualTo("root");
    assumeThat(folder.toFile().setWritable(false)).isTrue();
    Path path = folder.resolve("run");

    assertThatThrownBy(() -> RunDirectory.create(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(path + ": cannot be written, permission denied");
  }

  @Test
  void theLearningCurveIsCsvWithAHeader() throws IOException {
    Metrics metrics = new Metrics(0.1 + 0.2, 0.5, 7);
    List<HistoryRow> history =
        List.of(
            new HistoryRow(20, 0, 1.5, 2.25, 1e-3, 0.75, 1e7, null),
            new HistoryRow(40, 1, 3.5, Double.NaN, 1e-30, 0, 0, metrics));
    try (RunDirectory run = RunDirectory.create(folder)) {
      run.writeHistory(history);
    }

    List<String[]> lines =
        Files.readAllLines(folder.resolve("metrics.csv")).stream()
            .map(line -> line.split(",", -1))
            .toList();
    assertThat(lines).hasSize(3).allMatch(line -> line.length == 9);
    assertThat(lines.get(0)).startsWith("iteration", "epoch").endsWith("validation_accuracy");
    assertThat(lines.get(1))
        .containsExactly("20", "0", "1.5", "2.25", "0.001", "0.75", "1.0E7", "", "");
    assertThat(lines.get(2)[3]).isEqualTo("NaN");
    assertThat(Double.parseDouble(lines.get(2)[7])).isEqualTo(metrics.loss());
    assertThat(Double.parseDouble(lines.get(2)[8])).isEqualTo(metrics.accuracy());
  }

  @Test
  void aCurveWithoutPointsIsAHeader() throws IOException {
    try (RunDirectory run = RunDirectory.create(folder)) {
      run.writeHistory(List.of());
    }
    assertThat(Files.readString(folder.resolve("metrics.csv")))
        .isEqualTo(HistoryRow.CSV_HEADER + "\n");
  }

  @Test
  void metricsAreWrittenAsJson() {
    try (RunDirectory run = RunDirectory.create(folder)) {
      run.writeMetrics(Map.of("test", new Metrics(0.5, 0.75, 4)));
    }
    assertThat(folder.resolve("metrics.json"))
        .content()
        .isEqualToIgnoringWhitespace("{\"test\":{\"loss\":0.5,\"accuracy\":0.75,\"labels\":4}}");
  }

  @Test
  void checksAPlaceWithoutMakingIt() throws IOException {
    Path deep = folder.resolve("a").resolve("b");
    RunDirectory.requireNew(deep);
    assertThat(deep.getParent()).doesNotExist();

    Path file = Files.writeString(folder.resolve("file"), "text");
    assertThatThrownBy(() -> RunDirectory.requireNew(file.resolve("c").resolve("run")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            file.resolve("c").resolve("run")
                + ": cannot be written, a part of its path is a file, not a folder");
  }
}
