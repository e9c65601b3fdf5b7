package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.pytorch.PyTorchReference.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Our parameters and gradients in PyTorch's order and shapes.
 *
 * <p>Gates stand in the same order. PyTorch's matrices are transposed, and it has two biases, which
 * it adds; ours is the first, and where ours is added inside the reset gate (GRU), the second.
 */
final class PyTorchWeights {

  private PyTorchWeights() {}

  /**
   * @param table W, RW and b
   * @return W_ih, W_hh, b_ih, b_hh
   */
  static List<Numbers> parameters(Map<String, INDArray> table) {
    INDArray bias = table.get("b");
    long gated = table.get("RW").size(1);
    float[] second = new float[(int) gated];
    if (bias.length() > gated) { // [r, z, n, hn]
      long units = bias.length() - gated;
      float[] inside = part(bias, gated, bias.length());
      System.arraycopy(inside, 0, second, (int) (gated - units), (int) units);
    }
    return List.of(
        transposed(table.get("W")),
        transposed(table.get("RW")),
        Numbers.of(part(bias, 0, gated), gated),
        Numbers.of(second, gated));
  }

  /**
   * @param table gradients of W, RW and b
   * @return those of W_ih, W_hh, b_ih, b_hh
   */
  static List<float[]> gradients(Map<String, INDArray> table) {
    INDArray bias = table.get("b");
    long gated = table.get("RW").size(1);
    float[] first = part(bias, 0, gated);
    float[] second = first.clone();
    if (bias.length() > gated) {
      int units = (int) (bias.length() - gated);
      System.arraycopy(part(bias, gated, bias.length()), 0, second, second.length - units, units);
    }
    return List.of(
        transposed(table.get("W")).values(), transposed(table.get("RW")).values(), first, second);
  }

  /**
   * @param network all parameters of a network by their names, {@code layer_W} and so on
   * @param recurrent the name of its recurrent layer
   * @return those of the recurrent layer, of the output and of the embedding, if there is one
   */
  static List<Numbers> ofNetwork(Map<String, INDArray> network, String recurrent) {
    List<Numbers> all = new ArrayList<>(parameters(layer(network, recurrent)));
    INDArray bias = network.get("output_b");
    all.add(transposed(network.get("output_W")));
    all.add(Numbers.of(part(bias, 0, bias.length()), bias.length()));
    INDArray vectors = network.get("embedding_W");
    if (vectors != null) {
      all.add(Numbers.of(values(vectors), vectors.shape()));
    }
    return all;
  }

  /** The same of gradients. */
  static List<float[]> gradientsOfNetwork(Map<String, INDArray> network, String recurrent) {
    List<float[]> all = new ArrayList<>(gradients(layer(network, recurrent)));
    all.add(transposed(network.get("output_W")).values());
    all.add(values(network.get("output_b")));
    if (network.containsKey("embedding_W")) {
      all.add(values(network.get("embedding_W")));
    }
    return all;
  }

  /**
   * @param table parameters of attention, blocks and a language model of them, in our order, which
   *     is PyTorch's
   */
  static List<Numbers> inOrder(Map<String, INDArray> table) {
    return table.entrySet().stream()
        .map(parameter -> inTheirShape(parameter.getKey(), parameter.getValue()))
        .toList();
  }

  /** One of these parameters, or its gradient. */
  static Numbers inTheirShape(String name, INDArray array) {
    if (array.size(0) == 1 || array.rank() == 1) {
      return Numbers.of(values(array), array.length());
    }
    boolean vectors = name.equals("embedding_W") || name.equals("positions_P");
    return vectors ? Numbers.of(values(array), array.shape()) : transposed(array);
  }

  private static Map<String, INDArray> layer(Map<String, INDArray> network, String name) {
    return Map.of(
        "W", network.get(name + "_W"),
        "RW", network.get(name + "_RW"),
        "b", network.get(name + "_b"));
  }

  private static Numbers transposed(INDArray matrix) {
    return Numbers.of(values(matrix.transpose()), matrix.size(1), matrix.size(0));
  }

  private static float[] part(INDArray vector, long from, long to) {
    return Arrays.copyOfRange(values(vector), (int) from, (int) to);
  }

  /** In 'c' order. */
  static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
