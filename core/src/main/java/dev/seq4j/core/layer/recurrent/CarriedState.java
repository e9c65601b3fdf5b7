package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.LayerState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The state of a network's recurrent layers, carried from one pass to the next, as a text that is
 * too long for one pass wants it: truncated back-propagation through time over batches (Williams
 * and Peng 1990).
 *
 * <pre>{@code
 * CarriedState state = CarriedState.of(graph);
 * for (DataSet batch : batches) {
 *   state.carry(() -> graph.fit(batch)); // or graph.output(...)
 * }
 * state.clear(); // what comes now has nothing to do with it
 * }</pre>
 *
 * <p>Outside {@link #carry} the network begins from zeros as ever, and nothing done there touches
 * the state. Gradients end where a pass begins. What the network keeps for {@code rnnTimeStep} is
 * something else and stays as it is.
 *
 * <p>Used by the thread that uses the network.
 */
public final class CarriedState {

  private final List<CellLayerInstance> layers;

  /** Where each layer stands; null before the first pass. */
  private List<LayerState> states;

  private CarriedState(List<CellLayerInstance> layers) {
    this.layers = layers;
  }

  /**
   * @param graph an initialised network
   * @return its state, zeros as yet
   * @throws IllegalArgumentException if it has a recurrent layer other than {@link LSTM}, {@link
   *     GRU} and {@link SimpleRnn}: Deeplearning4j's own differentiate from zeros whatever the
   *     state was, and a {@link Bidirectional} has to see the end first
   */
  public static CarriedState of(ComputationGraph graph) {
    List<CellLayerInstance> layers = new ArrayList<>();
    for (RecurrentLayer layer : recurrentLayers(graph)) {
      if (!(layer instanceof CellLayerInstance cell)) {
        throw new IllegalArgumentException(
            "layer \"%s\" of type %s: cannot carry its state, must be an LSTM, GRU or SimpleRnn of Seq4j"
                .formatted(
                    layer.conf().getLayer().getLayerName(),
                    layer.conf().getLayer().getClass().getName()));
      }
      layers.add(cell);
    }
    return new CarriedState(layers);
  }

  /**
   * @param graph an initialised network
   * @return whether {@link #of} takes it
   */
  public static boolean isPossibleIn(ComputationGraph graph) {
    return recurrentLayers(graph).stream().allMatch(layer -> layer instanceof CellLayerInstance);
  }

  private static List<RecurrentLayer> recurrentLayers(ComputationGraph graph) {
    List<RecurrentLayer> found = new ArrayList<>();
    for (Layer layer : graph.getLayers()) {
      if (unwrapped(layer) instanceof RecurrentLayer recurrent) {
        found.add(recurrent);
      }
    }
    return found;
  }

  private static Layer unwrapped(Layer layer) {
    Layer inner = layer;
    while (inner instanceof BaseWrapperLayer wrapper) {
      inner = wrapper.getUnderlying();
    }
    return inner;
  }

  /**
   * Makes one pass through the network that begins in this state, and takes the state after it. If
   * the pass fails, the state stays.
   *
   * @param pass one forward pass, and one backward if it is wanted
   */
  public void carry(Runnable pass) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).beginCarrying(states == null ? null : states.get(i));
    }
    List<LayerState> after = new ArrayList<>();
    boolean passed = false;
    try {
      pass.run();
      passed = true;
    } finally {
      layers.forEach(layer -> after.add(layer.endCarrying()));
      states = passed ? after : states;
    }
  }

  /** Goes back to zeros. */
  public void clear() {
    states = null;
  }

  /**
   * @return the state to be kept in a file: each layer's {@code [batch, units]}, two of an {@link
   *     LSTM}; empty before the first pass. Not copied
   */
  public List<INDArray> arrays() {
    List<INDArray> arrays = new ArrayList<>();
    if (states != null) {
      for (LayerState state : states) {
        arrays.add(state.hidden());
        if (state.cell() != null) {
          arrays.add(state.cell());
        }
      }
    }
    return arrays;
  }

  /**
   * Goes on from what was kept.
   *
   * @param arrays what {@link #arrays} gave for a network like this one
   * @throws IllegalArgumentException if it was of another network
   */
  public void set(List<INDArray> arrays) {
    if (arrays.isEmpty()) {
      clear();
      return;
    }
    List<INDArray> left = new ArrayList<>(arrays);
    List<LayerState> read = new ArrayList<>();
    for (CellLayerInstance layer : layers) {
      boolean hasCellState = layer.layerConf().portableCell().hasCellState();
      read.add(new LayerState(taken(left, layer), hasCellState ? taken(left, layer) : null));
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "recurrent state of %d arrays: the network has %d"
              .formatted(arrays.size(), arrays.size() - left.size()));
    }
    states = read;
  }

  /** Takes the first of the arrays that are left for a layer. */
  private static INDArray taken(List<INDArray> left, CellLayerInstance layer) {
    String name = layer.layerConf().getLayerName();
    if (left.isEmpty()) {
      throw new IllegalArgumentException(
          "recurrent state of layer \"%s\": is missing".formatted(name));
    }
    INDArray next = left.remove(0);
    long units = layer.layerConf().getNOut();
    DataType type = layer.getParam(CellParamInitializer.BIAS).dataType();
    if (next.rank() != 2 || next.size(1) != units || next.dataType() != type) {
      throw new IllegalArgumentException(
          "recurrent state of layer \"%s\" = %s of %s: must be [batch, %d] of %s"
              .formatted(name, Arrays.toString(next.shape()), next.dataType(), units, type));
    }
    return next;
  }
}
