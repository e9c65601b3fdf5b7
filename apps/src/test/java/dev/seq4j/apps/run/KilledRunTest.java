package dev.seq4j.apps.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seq4j.apps.Main;
import dev.seq4j.apps.Program;
import dev.seq4j.apps.TinyData;
import dev.seq4j.core.file.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training in a process of its own that ends in the middle, goes on, and must come out bit for
 * bit as one that was never stopped. It writes a sample after each batch, which shows where it
 * stands and gives time to stop it.
 */
class KilledRunTest {

  private static final int ITERATIONS = 8;
  private static final long PATIENCE_SECONDS = 180;

  @TempDir private Path folder;

  private Path book;
  private Path run;
  private Path output;
  private Process process;

  @BeforeEach
  void writeTheBook() throws IOException {
    book = TinyData.book(folder.resolve("book.txt"));
    run = folder.resolve("stopped");
    output = folder.resolve("output.txt");
  }

  @AfterEach
  void leaveNoProcessBehind() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void killedInMidEpochItGoesOnFromItsLastCheckpoint() throws Exception {
    begin("--validate-every", "3", "--checkpoint-minutes", "0");
    awaitBatch(5);
    process.destroyForcibly();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

    assertThat(run.resolve("model.zip")).doesNotExist();
    assertThat(iterationOfCheckpoint()).isGreaterThanOrEqualTo(4).isLessThan(ITERATIONS);
    resumedRunEqualsOneWithoutStop("--validate-every", "3");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signal that asks a process to end")
  void askedToEndItWritesACheckpointAndSaysHowToGoOn() throws Exception {
    begin("--validate-every", "100");
    awaitBatch(3);
    assertThat(run.resolve("checkpoint.zip")).doesNotExist();
    process.destroy();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isEqualTo(128 + 15);
    assertThat(output)
        .content()
        .contains("interrupted; seq4j train text --resume " + run + " goes on from here");
    assertThat(run.resolve("model.zip")).doesNotExist();
    assertThat(iterationOfCheckpoint()).isGreaterThanOrEqualTo(3).isLessThan(ITERATIONS);
    resumedRunEqualsOneWithoutStop("--validate-every", "100");
  }

  private void begin(String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx600m", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
    command.addAll(List.of("-Djava.awt.headless=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(training(run));
    command.addAll(List.of(more));
    command.addAll(List.of("--sample-every", "1"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SEQ4J_CACHE", folder.resolve("cache").toString());
    builder.environment().remove("SEQ4J_DATA");
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "passive"));
    process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  private List<String> training(Path out) {
    List<String> words = new ArrayList<>(List.of("train", "text", "--threads", "1"));
    words.addAll(List.of("--data", book.toString(), "--out", out.toString()));
    words.addAll(List.of("--units", "8", "--embedding", "4", "--batch", "4", "--time", "20"));
    words.addAll(List.of("--dropout", "0.3", "--iterations", String.valueOf(ITERATIONS)));
    return words;
  }

  private void awaitBatch(int batch) throws Exception {
    String sign = "after " + batch + " batches";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!said().contains(sign)) {
      assertThat(process.isAlive()).as(said()).isTrue();
      assertThat(System.nanoTime()).as(said()).isLessThan(end);
      Thread.sleep(5);
    }
  }

  private String said() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  private int iterationOfCheckpoint() throws IOException {
    try (ZipFile zip = new ZipFile(run.resolve("checkpoint.zip").toFile())) {
      byte[] json = zip.getInputStream(zip.getEntry("training.json")).readAllBytes();
      return Json.read(new String(json, StandardCharsets.UTF_8), JsonNode.class, "training.json")
          .at("/state/iteration")
          .asInt();
    }
  }

  private void resumedRunEqualsOneWithoutStop(String... more) throws IOException {
    Program program = new Program(folder);
    JsonNode resumed =
        program
            .run("train", "text", "--json", "--threads", "1", "--resume", run.toString())
            .succeeded()
            .json();

    Path whole = folder.resolve("whole");
    List<String> command = new ArrayList<>(training(whole));
    command.addAll(List.of(more));
    command.addAll(List.of("--json", "--sample-every", "0"));
    JsonNode unstopped = program.run(command.toArray(String[]::new)).succeeded().json();

    assertThat(resumed.get("iterations").asInt()).isEqualTo(ITERATIONS);
    assertThat(resumed.get("heldOutLoss")).isEqualTo(unstopped.get("heldOutLoss"));
    assertThat(weights(run)).isEqualTo(weights(whole));
    assertThat(lossesByIteration(run)).isEqualTo(lossesByIteration(whole));
  }

  private static byte[] weights(Path run) throws IOException {
    try (ZipFile zip = new ZipFile(run.resolve("model.zip").toFile())) {
      return zip.getInputStream(zip.getEntry(ModelSerializer.COEFFICIENTS_BIN)).readAllBytes();
    }
  }

  /** The learning curve without its columns of time and speed. */
  private static List<String> lossesByIteration(Path run) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("metrics.csv"));
    List<String> names = List.of(lines.get(0).split(",", -1));
    return lines.stream()
        .map(line -> line.split(",", -1))
        .map(
            fields ->
                fields[names.indexOf("iteration")] + " " + fields[names.indexOf("train_loss")])
        .toList();
  }
}
