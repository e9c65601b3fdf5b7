package dev.seq4j.models.bundle;

import dev.seq4j.core.file.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network with its weights, in the entries that {@code ModelSerializer} of Deeplearning4j reads.
 *
 * @param graph the network
 */
public record NetworkWeights(ComputationGraph graph) implements ModelWeights {

  public NetworkWeights {
    Objects.requireNonNull(graph, "graph");
  }

  /**
   * @param configuration of a network
   * @return the network with its first weights, which follow from the configuration's seed
   */
  public static NetworkWeights untrained(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return new NetworkWeights(graph);
  }

  /**
   * Not by {@code ModelSerializer}, which deserializes Java objects if the file holds some.
   *
   * @param entries of a model file
   * @return its network
   * @throws dev.seq4j.core.InvalidInputException if an entry is missing or damaged
   * @throws IOException if the file cannot be read
   */
  public static NetworkWeights read(ModelEntries entries) throws IOException {
    String configuration = entries.text(ModelSerializer.CONFIGURATION_JSON);
    byte[] weights = entries.bytes(ModelSerializer.COEFFICIENTS_BIN);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(weights))) {
      ComputationGraph graph =
          new ComputationGraph(ComputationGraphConfiguration.fromJson(configuration));
      graph.init(Nd4j.read(in), false);
      return new NetworkWeights(graph);
    } catch (RuntimeException e) {
      throw entries.problem("is damaged, its network cannot be read", e);
    }
  }

  @Override
  public long parameters() {
    return graph.numParams();
  }

  @Override
  public double sum() {
    return graph.params().sumNumber().doubleValue();
  }

  @Override
  public Map<String, AtomicFile.Content> entries() {
    Map<String, AtomicFile.Content> entries = new LinkedHashMap<>();
    entries.put(
        ModelSerializer.CONFIGURATION_JSON,
        out -> out.write(graph.getConfiguration().toJson().getBytes(StandardCharsets.UTF_8)));
    entries.put(
        ModelSerializer.COEFFICIENTS_BIN,
        out -> {
          DataOutputStream data = new DataOutputStream(out);
          Nd4j.write(graph.params(), data);
          data.flush();
        });
    return entries;
  }
}
