package dev.seq4j.models.bundle;

import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network with its weights, and numbers that were taken from data beside its training, such as
 * how its inputs are scaled or its outputs judged.
 *
 * @param network the network
 * @param entry of the model file that holds the numbers, JSON
 * @param calibration the numbers, a record
 * @param <C> what they are
 */
public record CalibratedNetwork<C>(NetworkWeights network, String entry, C calibration)
    implements ModelWeights {

  public CalibratedNetwork {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(calibration, "calibration");
  }

  /**
   * @param entries of a model file
   * @param entry of the numbers
   * @param type what they are
   * @param <C> what they are
   * @return its network and numbers
   * @throws dev.seq4j.core.InvalidInputException if an entry is missing or damaged
   * @throws IOException if the file cannot be read
   */
  public static <C> CalibratedNetwork<C> read(ModelEntries entries, String entry, Class<C> type)
      throws IOException {
    return new CalibratedNetwork<>(NetworkWeights.read(entries), entry, entries.json(entry, type));
  }

  /**
   * @param other numbers
   * @return the same network with them
   */
  public CalibratedNetwork<C> with(C other) {
    return new CalibratedNetwork<>(network, entry, other);
  }

  /**
   * @return the network itself
   */
  public ComputationGraph graph() {
    return network.graph();
  }

  @Override
  public long parameters() {
    return network.parameters();
  }

  @Override
  public double sum() {
    return network.sum();
  }

  @Override
  public Map<String, AtomicFile.Content> entries() {
    Map<String, AtomicFile.Content> entries = new LinkedHashMap<>();
    entries.put(entry, out -> out.write(Json.write(calibration).getBytes(StandardCharsets.UTF_8)));
    entries.putAll(network.entries());
    return entries;
  }
}
