package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class CheckpointTest {

  private static final long SEED = 3;
  private static final int BATCHES = 5;

  @TempDir Path folder;
  private Path file;
  private ComputationGraph graph;
  private INDArray best;

  @BeforeEach
  void writeOne() {
    file = folder.resolve("checkpoint.zip");
    graph = ToyNetwork.classifier().build();
    graph.params().addi(0.5);
    INDArray moments = graph.getUpdater().getStateViewArray();
    moments.assign(Nd4j.linspace(DataType.FLOAT, 0, 1, moments.length()));
    best = graph.params().mul(2);
    Checkpoint.write(file, graph, identity(graph), state(), best, List.of());
  }

  private static Checkpoint.Identity identity(ComputationGraph graph) {
    return Checkpoint.Identity.of(graph, SEED, BATCHES);
  }

  private static TrainingState state() {
    TrainingState state = new TrainingState();
    state.epoch = 2;
    state.batch = 4;
    state.iteration = 1L << 33;
    state.seconds = 0.1 + 0.2;
    state.learningRate = 1e-30;
    state.validation = new Metrics(0.5, 0.75, 8);
    state.best = new Metrics(0.4, 0.7, 8);
    state.bestIteration = 7;
    state.validationsSinceBest = 1;
    state.windowLoss = Double.NaN;
    state.windowLabels = Double.POSITIVE_INFINITY;
    state.windowNorm = -0.0;
    state.windowTokens = 11;
    state.windowSeconds = 1.5;
    state.windowBatches = 3;
    state.history.add(new HistoryRow(4, 0, 1, Double.NaN, 0.1, 2, 3, null));
    state.history.add(new HistoryRow(7, 1, 2, 0.3, 0.1, 2, 3, new Metrics(Double.NaN, 0, 0)));
    return state;
  }

  private static Checkpoint.Restored read(Path file, ComputationGraph graph) {
    return Checkpoint.read(file, graph, identity(graph));
  }

  /** A refusal is one line that begins with the file, and touches nothing. */
  private static AbstractThrowableAssert<?, ?> assertRefused(Path file, ComputationGraph graph) {
    return assertRefused(file, graph, identity(graph));
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(
      Path file, ComputationGraph graph, Checkpoint.Identity identity) {
    INDArray before = graph.params().dup();
    AbstractThrowableAssert<?, ?> thrown =
        assertThatThrownBy(() -> Checkpoint.read(file, graph, identity))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageStartingWith(file.toString())
            .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
    assertThat(graph.params()).isEqualTo(before);
    return thrown;
  }

  @Test
  void allComesBackAsItWas() {
    ComputationGraph other = ToyNetwork.classifier().build();

    Checkpoint.Restored restored = read(file, other);

    assertThat(other.params()).isEqualTo(graph.params());
    assertThat(other.getUpdater().getStateViewArray())
        .isEqualTo(graph.getUpdater().getStateViewArray());
    assertThat(restored.best()).isEqualTo(best);
    assertThat(restored.recurrentState()).isEmpty();
    assertThat(Json.write(restored.state())).isEqualTo(Json.write(state())); // NaN equals NaN here
    assertThat(restored.state().history).isEqualTo(state().history);
  }

  @Test
  void withoutBestWeightsAndMomentsThereAreNone() {
    ComputationGraph plain = ToyNetwork.classifier().updater(new Sgd(0.1)).build();
    Checkpoint.write(file, plain, identity(plain), new TrainingState(), null, List.of());

    Checkpoint.Restored restored = read(file, plain);

    assertThat(restored.best()).isNull();
    assertThat(Json.write(restored.state())).isEqualTo(Json.write(new TrainingState()));
  }

  @Test
  void aUsedNetworkIsStillTheSame() {
    ComputationGraph used = ToyNetwork.classifier().build();
    Trainer.of(used).fit(ToyBatches.classes(5, 10));

    assertThat(identity(used)).isEqualTo(identity(graph));
  }

  @Test
  void whatMakesAnotherNetworkIsRefused() {
    for (ComputationGraph other :
        new ComputationGraph[] {
          ToyNetwork.languageModel().build(),
          ToyNetwork.classifier().dropout(0.9).build(),
          ToyNetwork.classifier().l2(0.1).build(),
          ToyNetwork.classifier().updater(new Adam(0.03)).build(),
          ToyNetwork.classifier().updater(new Sgd(0.02)).build()
        }) {
      assertRefused(file, other)
          .hasMessage(
              file
                  + ": is the checkpoint of another network, or of other settings of it such as the"
                  + " learning rate");
    }
  }

  @Test
  void anotherSeedOrOtherDataAreRefused() {
    assertRefused(file, graph, Checkpoint.Identity.of(graph, 4, BATCHES))
        .hasMessage(
            file + ": is of a training with seed 3 and 5 batches an epoch, this one has 4 and 5");
    assertRefused(file, graph, Checkpoint.Identity.of(graph, SEED, 6))
        .hasMessage(
            file + ": is of a training with seed 3 and 5 batches an epoch, this one has 3 and 6");
  }

  @Test
  void aFileThatIsMissingEmptyOrAFolderIsNamed() throws IOException {
    assertRefused(folder.resolve("missing.zip"), graph)
        .hasMessageEndingWith("missing.zip: no such file");
    assertRefused(folder, graph).hasMessage(folder + ": is a folder, a file is needed");
    Path empty = Files.createFile(folder.resolve("empty.zip"));
    assertRefused(empty, graph).hasMessage(empty + ": is damaged, or not a checkpoint");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0001, 0.1, 0.5, 0.9, 0.99, 0.9999})
  void aFileCutShortIsRefused(double share) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, (int) Math.ceil(share * whole.length)));

    assertRefused(file, graph).hasMessage(file + ": is damaged, or not a checkpoint");
  }

  @Test
  void aByteThatWentBadAnywhereInTheWeightsIsFound() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int at = 2000; at < whole.length - 1000; at += whole.length / 20) {
      byte[] bad = whole.clone();
      bad[at] ^= 0x10;
      Files.write(file, bad);

      assertRefused(file, graph);
    }
  }

  @Test
  void aZipOfSomethingElseIsNamed() throws IOException {
    zip(Map.of("readme.txt", "x".getBytes(StandardCharsets.UTF_8)));

    assertRefused(file, graph).hasMessage(file + ": is not a checkpoint, training.json is missing");
  }

  @Test
  void aNewerFormatIsNamedWhateverElseItHolds() throws IOException {
    rewrite("training.json", json -> "{\"format\": 2, \"layout\": [1], \"identity\": 7}");

    assertRefused(file, graph).hasMessage(file + ": checkpoint format 2, this version reads 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "garbage",
        "[]",
        "{}",
        "{\"format\":1}",
        "{\"format\":1,\"identity\":null,\"state\":null}",
        "{\"format\":\"one\"}",
        "{\"format\":1} trailing"
      })
  void aRecordThatIsDamagedIsNamed(String json) throws IOException {
    rewrite("training.json", old -> json);

    assertRefused(file, graph).hasMessageStartingWith(file + "!training.json");
  }

  @Test
  void aStateWithoutPlaceIsNamed() throws IOException {
    rewrite("training.json", old -> old.replace("\"state\"", "\"place\""));

    assertRefused(file, graph).hasMessageContaining("training.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters.bin", "updaterState.bin"})
  void weightsThatAreMissingDamagedOrTooFewAreNamed(String part) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.remove(part);
    zip(entries);
    assertRefused(file, graph).hasMessage(file + ": is not a checkpoint, " + part + " is missing");

    entries.put(part, "no array".getBytes(StandardCharsets.UTF_8));
    zip(entries);
    assertRefused(file, graph).hasMessage(file + "!" + part + ": is not an array of numbers");

    entries.put(part, array(Nd4j.ones(3)));
    zip(entries);
    assertRefused(file, graph)
        .hasMessageMatching(".*" + part + ": has 3 numbers, the network needs \\d+");
  }

  @Test
  void bestWeightsThatAreTooFewOrMissingAreNamed() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("best.bin", array(Nd4j.ones(3)));
    zip(entries);

    assertRefused(file, graph).hasMessageContaining("best.bin: has 3 numbers");

    entries.remove("best.bin");
    zip(entries);
    assertRefused(file, graph).hasMessageContaining("best.bin is missing");
  }

  @Test
  void recurrentStateComesBackOrIsNamed() throws IOException {
    ComputationGraph stateful = ToyNetwork.languageModel().ours().build();
    INDArray hidden = Nd4j.rand(DataType.FLOAT, 4, ToyNetwork.UNITS);
    INDArray cell = Nd4j.rand(DataType.FLOAT, 4, ToyNetwork.UNITS);
    Checkpoint.write(
        file, stateful, identity(stateful), state(), stateful.params(), List.of(hidden, cell));

    assertThat(read(file, stateful).recurrentState()).containsExactly(hidden, cell);

    Map<String, byte[]> entries = entries();
    entries.put("recurrentState.bin", array(hidden));
    zip(entries);
    assertRefused(file, stateful)
        .hasMessage(file + "!recurrentState.bin: recurrent state of layer \"lstm\": is missing");
    entries.put("recurrentState.bin", "no array".getBytes(StandardCharsets.UTF_8));
    zip(entries);
    assertRefused(file, stateful)
        .hasMessage(file + "!recurrentState.bin: is not an array of numbers");
  }

  @Test
  void aWriteThatFailsLeavesTheOldFile() throws IOException {
    byte[] old = Files.readAllBytes(file);
    INDArray closed = Nd4j.ones(DataType.FLOAT, 10);
    closed.close();

    assertThatThrownBy(
            () -> Checkpoint.write(file, graph, identity(graph), state(), closed, List.of()))
        .isInstanceOf(IllegalStateException.class);

    assertThat(Files.readAllBytes(file)).isEqualTo(old);
    assertThat(folder.toFile().list()).containsExactly("checkpoint.zip");
  }

  private static byte[] array(INDArray array) throws IOException {
    try (var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes)) {
      Nd4j.write(array, data);
      return bytes.toByteArray();
    }
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  private void rewrite(String name, UnaryOperator<String> change) throws IOException {
    Map<String, byte[]> entries = entries();
    String old = new String(entries.get(name), StandardCharsets.UTF_8);
    entries.put(name, change.apply(old).getBytes(StandardCharsets.UTF_8));
    zip(entries);
  }

  private void zip(Map<String, byte[]> entries) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }
}
