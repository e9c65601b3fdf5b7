package dev.seq4j.core.layer.output;

import dev.seq4j.core.layer.OutsideWorkspaces;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The way that is open to every network: {@link ComputationGraph#rnnTimeStep}. The state that the
 * network's layers hold otherwise is left as it was.
 */
final class GraphSteps implements StepwiseNetwork {

  /** Steps that go through the network at once when several are read. */
  private static final int WINDOW = 256;

  /**
   * A copy of the state.
   *
   * @param rows of the batch
   * @param layers each recurrent layer's arrays
   */
  private record Snapshot(int rows, Map<String, Map<String, INDArray>> layers) implements State {}

  private final ComputationGraph graph;
  private final int rows;
  private final int classes;
  private Map<String, Map<String, INDArray>> state;
  private boolean closed;

  /**
   * @param graph of one input and one output
   * @param rows of the batch
   */
  GraphSteps(ComputationGraph graph, int rows) {
    this.graph = graph;
    this.rows = rows;
    String output = graph.getConfiguration().getNetworkOutputs().get(0);
    classes = Math.toIntExact(graph.layerSize(output));
    reset();
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public void step(int[] ids, float[] probabilities) {
    StepwiseChecks.rows("ids", ids.length, rows);
    int[][] steps = new int[rows][];
    Arrays.setAll(steps, row -> new int[] {ids[row]});
    read(steps, probabilities);
  }

  @Override
  public void read(int[][] ids, float[] probabilities) {
    if (closed) {
      throw new IllegalStateException("stepwise network: is closed");
    }
    int time = StepwiseChecks.time(ids, rows);
    StepwiseChecks.probabilities(probabilities, this);
    for (int from = 0; from < time; from += WINDOW) {
      int to = Math.min(time, from + WINDOW);
      INDArray output = advance(ids, from, to);
      if (to == time) {
        copyLast(output, probabilities);
      }
    }
  }

  private INDArray advance(int[][] ids, int from, int to) {
    int[][][] window = new int[rows][1][]; // [rows, 1, time]
    for (int row = 0; row < rows; row++) {
      window[row][0] = Arrays.copyOfRange(ids[row], from, to);
    }
    Map<String, Map<String, INDArray>> others = graph.rnnGetPreviousStates();
    try {
      graph.rnnSetPreviousStates(state);
      INDArray output = graph.rnnTimeStep(Nd4j.createFromArray(window))[0];
      state = graph.rnnGetPreviousStates();
      return output;
    } finally {
      graph.rnnSetPreviousStates(others);
    }
  }

  /**
   * @param output {@code [rows, classes, time]}, or {@code [rows, classes]} of a network whose last
   *     layers see the last state only
   */
  private static void copyLast(INDArray output, float[] probabilities) {
    INDArray last =
        output.rank() == 2
            ? output
            : output.get(
                NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(output.size(2) - 1));
    float[] values = last.castTo(DataType.FLOAT).dup('c').reshape(last.length()).toFloatVector();
    System.arraycopy(values, 0, probabilities, 0, values.length);
  }

  @Override
  public void reset() {
    state = graph.rnnGetPreviousStates();
    state.replaceAll((layer, arrays) -> Map.of());
  }

  @Override
  public State state() {
    int[] own = StepwiseChecks.origins(new int[0], rows, rows);
    return new Snapshot(rows, rowsOf(state, own, rows));
  }

  @Override
  public void setState(State state, int... from) {
    if (!(state instanceof Snapshot snapshot)
        || !snapshot.layers().keySet().equals(this.state.keySet())) {
      throw new IllegalArgumentException("state: must be of a network with the same layers");
    }
    int[] origins = StepwiseChecks.origins(from, snapshot.rows(), rows);
    this.state = rowsOf(snapshot.layers(), origins, snapshot.rows());
  }

  private static Map<String, Map<String, INDArray>> rowsOf(
      Map<String, Map<String, INDArray>> layers, int[] origins, int rows) {
    Map<String, Map<String, INDArray>> chosen = new HashMap<>();
    layers.forEach(
        (layer, arrays) -> {
          Map<String, INDArray> own = new HashMap<>();
          arrays.forEach((name, array) -> own.put(name, rowsOf(array, origins, rows)));
          chosen.put(layer, own);
        });
    return chosen;
  }

  /** Rows of an array whose first axis is the batch; of any other all. */
  private static INDArray rowsOf(INDArray array, int[] origins, int rows) {
    return OutsideWorkspaces.make(
        () -> {
          if (array.rank() == 0 || array.size(0) != rows) {
            return array.dup();
          }
          long[] shape = array.shape().clone();
          INDArray flat = array.dup('c').reshape('c', rows, array.length() / rows);
          shape[0] = origins.length;
          return Nd4j.pullRows(flat, 1, origins, 'c').reshape('c', shape);
        });
  }

  @Override
  public void close() {
    closed = true;
    state = Map.of();
  }
}
