package dev.seq4j.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import dev.seq4j.core.file.Json;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training put on disk in mid-epoch: weights, updater state, best weights so far and where it
 * stood, in one zip that is complete or not there.
 */
final class Checkpoint {

  private static final int FORMAT = 1;
  private static final String TRAINING = "training.json";
  private static final String PARAMETERS = "parameters.bin";
  private static final String UPDATER_STATE = "updaterState.bin";
  private static final String BEST = "best.bin";

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

  /**
   * A checkpoint that was read; the network has its weights and updater state already.
   *
   * @param state where the training stood
   * @param best the best weights so far, or null
   */
  record Restored(TrainingState state, INDArray best) {}

  private Checkpoint() {}

  static void write(
      Path file, ComputationGraph graph, Identity identity, TrainingState state, INDArray best) {
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(Deflater.NO_COMPRESSION); // weights hardly compress
          zip.putNextEntry(new ZipEntry(TRAINING));
          zip.write(
              Json.write(new Training(FORMAT, identity, state)).getBytes(StandardCharsets.UTF_8));
          put(zip, PARAMETERS, graph.params());
          put(zip, UPDATER_STATE, graph.getUpdater().getStateViewArray());
          put(zip, BEST, best);
          zip.finish();
        });
  }

  private static void put(OutputStream zip, String name, INDArray array) throws IOException {
    if (array != null && !array.isEmpty()) {
      ((ZipOutputStream) zip).putNextEntry(new ZipEntry(name));
      DataOutputStream data = new DataOutputStream(zip);
      Nd4j.write(array, data);
      data.flush();
    }
  }

  /**
   * @param file a checkpoint
   * @param graph gets its weights and updater state
   * @param identity of the training that is to go on
   * @throws InvalidInputException if the file is damaged or belongs to another training
   */
  static Restored read(Path file, ComputationGraph graph, Identity identity) {
    FileProblems.requireReadable(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(TRAINING);
      if (entry == null) {
        throw new InvalidInputException(
            file + ": is not a checkpoint, " + TRAINING + " is missing");
      }
      String json = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
      Training training = Json.read(json, Training.class, file + "!" + TRAINING);
      check(file, training, identity);
      graph.setParams(get(zip, PARAMETERS));
      INDArray updaterState = get(zip, UPDATER_STATE);
      if (updaterState != null) {
        graph.getUpdater().setStateViewArray(updaterState);
      }
      return new Restored(training.state(), get(zip, BEST));
    } catch (ZipException e) {
      throw new InvalidInputException(file + ": is not a complete checkpoint", e);
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
    }
  }

  private static void check(Path file, Training training, Identity identity) {
    if (training.format() != FORMAT) {
      throw new InvalidInputException(
          "%s: checkpoint format %d, this version reads %d"
              .formatted(file, training.format(), FORMAT));
    }
    Identity found = training.identity();
    if (!found.network().equals(identity.network())) {
      throw new InvalidInputException(file + ": is the checkpoint of another network");
    }
    if (!found.equals(identity)) {
      throw new InvalidInputException(
          "%s: is of a training with seed %d and %d batches an epoch, this one has %d and %d"
              .formatted(
                  file,
                  found.seed(),
                  found.batchesPerEpoch(),
                  identity.seed(),
                  identity.batchesPerEpoch()));
    }
  }

  private static INDArray get(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return null;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(zip.getInputStream(entry), 1 << 16))) {
      return Nd4j.read(in);
    }
  }
}
