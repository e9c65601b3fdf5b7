package dev.seq4j.core.train;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import dev.seq4j.core.file.Json;
import dev.seq4j.core.layer.recurrent.CarriedState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training put on disk in mid-epoch: weights, updater state, best weights so far, the state that
 * recurrent layers carry from batch to batch and where it stood, in one zip that is complete or not
 * there.
 */
final class Checkpoint {

  private static final int FORMAT = 1;
  private static final int BUFFER = 1 << 16;
  private static final String TRAINING = "training.json";
  private static final String PARAMETERS = "parameters.bin";
  private static final String UPDATER_STATE = "updaterState.bin";
  private static final String BEST = "best.bin";
  private static final String RECURRENT_STATE = "recurrentState.bin";

  /**
   * What makes a training this one: a checkpoint of another is refused.
   *
   * @param network digest of the network's configuration
   * @param seed of the training
   * @param batchesPerEpoch of the training data
   */
  record Identity(String network, long seed, int batchesPerEpoch) {

    /** What changes in a configuration when the network is used. */
    private static final List<String> TRACES_OF_USE =
        List.of("iterationCount", "epochCount", "inputLength");

    static Identity of(ComputationGraph graph, long seed, int batchesPerEpoch) {
      JsonNode network =
          Json.read(graph.getConfiguration().toJson(), JsonNode.class, "the network");
      for (String trace : TRACES_OF_USE) {
        network.findParents(trace).forEach(part -> ((ObjectNode) part).remove(trace));
      }
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256")
                .digest(Json.line(network).getBytes(StandardCharsets.UTF_8));
        return new Identity(HexFormat.of().formatHex(digest), seed, batchesPerEpoch);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  private record Training(int format, Identity identity, TrainingState state) {}

  /** What every version can read, whatever came to stand beside it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Format(int format) {}

  /**
   * A checkpoint that was read; the network has its weights and updater state already.
   *
   * @param state where the training stood
   * @param best the best weights so far, or null
   * @param recurrentState what the next batch goes on from; empty if it is a beginning
   */
  record Restored(TrainingState state, INDArray best, List<INDArray> recurrentState) {}

  private Checkpoint() {}

  /**
   * @param file is replaced when the new one is complete
   * @param graph its weights and updater state are written
   * @param identity of the training
   * @param state where the training stands
   * @param best the best weights so far, or null
   * @param recurrentState what the next batch goes on from; empty if it is a beginning
   */
  static void write(
      Path file,
      ComputationGraph graph,
      Identity identity,
      TrainingState state,
      INDArray best,
      List<INDArray> recurrentState) {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(Deflater.NO_COMPRESSION); // weights hardly compress
          zip.putNextEntry(new ZipEntry(TRAINING));
          zip.write(
              Json.write(new Training(FORMAT, identity, state)).getBytes(StandardCharsets.UTF_8));
          put(zip, PARAMETERS, one(graph.params()));
          put(zip, UPDATER_STATE, one(graph.getUpdater().getStateViewArray()));
          put(zip, BEST, one(best));
          put(zip, RECURRENT_STATE, recurrentState);
          zip.finish();
        });
  }

  private static List<INDArray> one(INDArray array) {
    return array == null ? List.of() : List.of(array);
  }

  private static void put(ZipOutputStream zip, String name, List<INDArray> arrays)
      throws IOException {
    if (!arrays.isEmpty()) {
      zip.putNextEntry(new ZipEntry(name));
      // Nd4j writes number by number, and each write to the zip costs a native call.
      DataOutputStream data = new DataOutputStream(new BufferedOutputStream(zip, BUFFER));
      for (INDArray array : arrays) {
        Nd4j.write(array, data);
      }
      data.flush();
    }
  }

  /**
   * @param file a checkpoint
   * @param graph gets its weights and updater state, once all is read and found right
   * @param identity of the training that is to go on
   * @throws InvalidInputException if the file is damaged or belongs to another training
   */
  static Restored read(Path file, ComputationGraph graph, Identity identity) {
    FileProblems.requireReadable(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      requireIntact(zip);
      TrainingState state = state(file, zip, identity);
      INDArray parameters = get(file, zip, PARAMETERS, graph.params());
      INDArray updaterState = get(file, zip, UPDATER_STATE, graph.getUpdater().getStateViewArray());
      INDArray best = state.best == null ? null : get(file, zip, BEST, graph.params());
      List<INDArray> recurrentState = recurrentState(file, zip, graph);
      graph.setParams(parameters);
      graph.getUpdater().setStateViewArray(updaterState);
      return new Restored(state, best, recurrentState);
    } catch (ZipException e) {
      throw new InvalidInputException(file + ": is damaged, or not a checkpoint", e);
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
    }
  }

  /** Compares the checksums, which ZipFile does not. */
  private static void requireIntact(ZipFile zip) throws IOException {
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
        in.transferTo(OutputStream.nullOutputStream());
        if (in.getChecksum().getValue() != entry.getCrc()) {
          throw new ZipException(entry.getName() + " has another checksum");
        }
      }
    }
  }

  private static TrainingState state(Path file, ZipFile zip, Identity identity) throws IOException {
    String name = file + "!" + TRAINING;
    String json =
        new String(
            zip.getInputStream(entry(file, zip, TRAINING)).readAllBytes(), StandardCharsets.UTF_8);
    int format = Json.read(json, Format.class, name).format();
    if (format != FORMAT) {
      throw new InvalidInputException(
          "%s: checkpoint format %d, this version reads %d".formatted(file, format, FORMAT));
    }
    Training training = Json.read(json, Training.class, name);
    Identity found = training.identity();
    if (found == null || training.state() == null) {
      throw new InvalidInputException(name + ": identity and state must be there");
    }
    if (!identity.network().equals(found.network())) {
      throw new InvalidInputException(
          file
              + ": is the checkpoint of another network, or of other settings of it such as the"
              + " learning rate");
    }
    if (!identity.equals(found)) {
      throw new InvalidInputException(
          "%s: is of a training with seed %d and %d batches an epoch, this one has %d and %d"
              .formatted(
                  file,
                  found.seed(),
                  found.batchesPerEpoch(),
                  identity.seed(),
                  identity.batchesPerEpoch()));
    }
    return training.state();
  }

  private static ZipEntry entry(Path file, ZipFile zip, String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new InvalidInputException(file + ": is not a checkpoint, " + name + " is missing");
    }
    return entry;
  }

  /**
   * @param model has as many numbers; null if there are none, as with an updater without state
   */
  private static INDArray get(Path file, ZipFile zip, String name, INDArray model) {
    if (model == null) {
      return null;
    }
    List<INDArray> arrays = arrays(file, zip, entry(file, zip, name));
    long length = arrays.stream().mapToLong(INDArray::length).sum();
    if (arrays.size() != 1 || length != model.length()) {
      throw new InvalidInputException(
          "%s!%s: has %d numbers, the network needs %d"
              .formatted(file, name, length, model.length()));
    }
    return arrays.get(0);
  }

  private static List<INDArray> recurrentState(Path file, ZipFile zip, ComputationGraph graph)
      throws IOException {
    ZipEntry entry = zip.getEntry(RECURRENT_STATE);
    if (entry == null) {
      return List.of();
    }
    List<INDArray> arrays = arrays(file, zip, entry);
    try {
      CarriedState.of(graph).set(arrays);
      return arrays;
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(file + "!" + RECURRENT_STATE + ": " + e.getMessage(), e);
    }
  }

  private static List<INDArray> arrays(Path file, ZipFile zip, ZipEntry entry) {
    List<INDArray> arrays = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(zip.getInputStream(entry), BUFFER))) {
      for (in.mark(1); in.read() >= 0; in.mark(1)) {
        in.reset();
        arrays.add(Nd4j.read(in));
      }
      return arrays;
    } catch (IOException | RuntimeException e) { // Nd4j throws all kinds
      throw new InvalidInputException(
          file + "!" + entry.getName() + ": is not an array of numbers", e);
    }
  }
}
