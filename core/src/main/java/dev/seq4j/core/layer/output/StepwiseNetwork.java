package dev.seq4j.core.layer.output;

import dev.seq4j.core.layer.embedding.PositionEmbedding;
import dev.seq4j.core.layer.embedding.PositionalEncoding;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network over tokens, one step at a time: it takes an id, says how probable each class is now,
 * and remembers what it has read. What generates a text.
 *
 * <pre>
 *   (p_t, state_t) = network(id_t, state_(t-1))
 * </pre>
 *
 * <p>Several rows go side by side, each a text of its own. The outputs are those of the network for
 * the whole sequences at once; nothing is dropped out. The weights are taken as they are when it is
 * made: after further training, make another. A {@code MultiLayerNetwork} has a {@code
 * toComputationGraph()}.
 *
 * <pre>{@code
 * try (StepwiseNetwork network = StepwiseNetwork.of(graph, 1)) {
 *   float[] probabilities = new float[network.classes()];
 *   network.read(new int[][] {prompt}, probabilities);
 *   for (int i = 0; i < length; i++) {
 *     int id = draw(probabilities);
 *     network.step(new int[] {id}, probabilities);
 *   }
 * }
 * }</pre>
 *
 * <p>A chain of {@link TokenEmbedding}, {@link PositionEmbedding}, {@link PositionalEncoding},
 * {@link dev.seq4j.core.layer.recurrent.LSTM LSTM}, {@link dev.seq4j.core.layer.recurrent.GRU GRU},
 * {@link dev.seq4j.core.layer.recurrent.SimpleRnn SimpleRnn}, causal {@link
 * dev.seq4j.core.layer.attention.TransformerEncoderBlock TransformerEncoderBlock}, {@link
 * dev.seq4j.core.layer.attention.LayerNorm LayerNorm} and {@link SequenceOutput} in single
 * precision on the CPU goes by kernels, from copies of its weights, at some ten microseconds a step
 * and layer. Any other network goes through {@link ComputationGraph#rnnTimeStep}, at some hundreds.
 *
 * <p>Used by one thread at a time.
 */
public interface StepwiseNetwork extends AutoCloseable {

  /** What was read so far, in all rows: a copy that stays as it is. */
  interface State {

    /**
     * @return how many rows there are
     */
    int rows();
  }

  /**
   * @param graph an initialised network of one input, ids {@code [batch, 1, time]}, and one output
   * @param rows texts side by side, at least 1
   * @return the network before its first step
   * @throws IllegalArgumentException if the network has other inputs or outputs, or there is no row
   */
  static StepwiseNetwork of(ComputationGraph graph, int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("rows = " + rows + ": must be at least 1");
    }
    if (graph.getNumInputArrays() != 1 || graph.getNumOutputArrays() != 1) {
      throw new IllegalArgumentException(
          "the network has %d inputs and %d outputs: must have one of each"
              .formatted(graph.getNumInputArrays(), graph.getNumOutputArrays()));
    }
    StepwiseNetwork chain = KernelSteps.of(graph, rows);
    return chain == null ? new GraphSteps(graph, rows) : chain;
  }

  /**
   * @return texts side by side
   */
  int rows();

  /**
   * @return classes of the output
   */
  int classes();

  /**
   * Reads one token of each row.
   *
   * @param ids {@code [rows]}
   * @param probabilities {@code [rows, classes]} in 'c' order: receives those after the step
   * @throws org.deeplearning4j.exception.DL4JInvalidInputException if an id is not in the
   *     vocabulary
   */
  void step(int[] ids, float[] probabilities);

  /**
   * Reads several tokens of each row, as a prompt.
   *
   * @param ids {@code [rows, time]}, time at least 1
   * @param probabilities {@code [rows, classes]} in 'c' order: receives those after the last step
   * @throws org.deeplearning4j.exception.DL4JInvalidInputException if an id is not in the
   *     vocabulary
   */
  void read(int[][] ids, float[] probabilities);

  /** Forgets what was read. */
  void reset();

  /**
   * @return what was read so far
   */
  State state();

  /**
   * Goes on from another place: to try several continuations of one text, or to keep the best rows
   * of a beam.
   *
   * @param state of this network, or of one with the same layers and any number of rows
   * @param from for each row here the row of the state that it goes on from; if none is given, the
   *     state has as many rows as this, and each goes on from its own
   * @throws IllegalArgumentException if the state is of another network, or has no such row
   */
  void setState(State state, int... from);

  /** Frees the memory. The network cannot be stepped any more. */
  @Override
  void close();
}
