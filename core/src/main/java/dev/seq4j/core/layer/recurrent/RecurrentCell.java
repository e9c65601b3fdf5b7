package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.recurrent.CellParamInitializer.BIAS;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.SequenceChecks;
import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The cell of a trained {@link LSTM}, {@link GRU} or {@link SimpleRnn}, one time step at a time, as
 * PyTorch's {@code LSTMCell}: the caller writes the loop and holds the state.
 *
 * <pre>
 *   (h_t, c_t) = cell(x_t, (h_(t-1), c_(t-1)))
 * </pre>
 *
 * <p>Input {@code [batch, in]}, state {@code [batch, units]}. A loop over the cell gives what the
 * layer gives for the whole sequence, only slower: the layer multiplies all inputs at once. The
 * cell reads the layer's parameters where they are, so it follows the layer's training. To generate
 * with a whole network, {@link dev.seq4j.core.layer.output.StepwiseNetwork StepwiseNetwork} is
 * faster. It is used by one thread at a time.
 *
 * <pre>{@code
 * RecurrentCell cell = RecurrentCell.of(graph.getLayer("lstm"));
 * LayerState state = cell.initialState(batch);
 * for (INDArray x : steps) {
 *   state = cell.step(x, state);
 * }
 * }</pre>
 */
public final class RecurrentCell {

  private static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspacesImmutable();

  private final String name;
  private final long in;
  private final long units;
  private final DataType type;
  private final boolean hasCellState;
  private final CellWeights weights;
  private final RecurrentPath path;

  private RecurrentCell(CellLayerInstance layer, RecurrentPath path) {
    CellLayer configuration = layer.layerConf();
    name = layer.layerId();
    in = configuration.getNIn();
    units = configuration.getNOut();
    weights = layer.parameters();
    type = weights.input().dataType();
    hasCellState = configuration.portableCell().hasCellState();
    this.path = path;
  }

  /**
   * @param layer of a network, configured by an {@link LSTM}, {@link GRU} or {@link SimpleRnn},
   *     alone or inside a wrapper such as {@code LastTimeStep}
   * @return its cell
   * @throws DL4JInvalidInputException if it is another layer
   */
  public static RecurrentCell of(Layer layer) {
    CellLayerInstance cellLayer = unwrap(layer);
    return new RecurrentCell(
        cellLayer,
        RecurrentPaths.choose(cellLayer.layerConf(), cellLayer.getParam(BIAS).dataType(), false));
  }

  /** For tests: computes in ND4J operations. */
  static RecurrentCell portable(Layer layer) {
    CellLayerInstance cellLayer = unwrap(layer);
    return new RecurrentCell(cellLayer, RecurrentPaths.portable(cellLayer.layerConf(), false));
  }

  /** The layer itself, out of its wrappers. */
  static CellLayerInstance unwrap(Layer layer) {
    Layer inner = layer;
    while (inner instanceof BaseWrapperLayer wrapper) {
      inner = wrapper.getUnderlying();
    }
    if (inner instanceof CellLayerInstance cellLayer) {
      return cellLayer;
    }
    throw new DL4JInvalidInputException(
        "layer = %s: must be an LSTM, GRU or SimpleRnn of Seq4j"
            .formatted(layer == null ? null : layer.getClass().getName()));
  }

  /**
   * @return features of the input
   */
  public long in() {
    return in;
  }

  /**
   * @return units of the state
   */
  public long units() {
    return units;
  }

  /**
   * @param batch rows, at least 1
   * @return zeros
   */
  public LayerState initialState(int batch) {
    if (batch < 1) {
      throw new DL4JInvalidInputException("batch = %d: must be at least 1".formatted(batch));
    }
    return new LayerState(
        Nd4j.zeros(type, batch, units), hasCellState ? Nd4j.zeros(type, batch, units) : null);
  }

  /**
   * One time step.
   *
   * @param input x_t {@code [batch, in]}
   * @param state the state before the step
   * @return a new state, the one after it
   * @throws DL4JInvalidInputException if a shape does not fit
   */
  public LayerState step(INDArray input, LayerState state) {
    if (input.rank() != 2 || input.size(0) < 1 || input.size(1) != in) {
      throw new DL4JInvalidInputException(
          "input shape = %s: must be [batch, %d] %s"
              .formatted(Arrays.toString(input.shape()), in, name));
    }
    long batch = input.size(0);
    SequenceChecks.state(state.hidden(), batch, units, name);
    SequenceChecks.state(state.cell(), batch, units, name);
    if (hasCellState != (state.cell() != null)) {
      throw new DL4JInvalidInputException(
          "cell state = %s: must %s %s"
              .formatted(state.cell(), hasCellState ? "be there" : "be null", name));
    }
    LayerState typed =
        new LayerState(
            state.hidden().castTo(type), hasCellState ? state.cell().castTo(type) : null);
    INDArray sequence = input.castTo(type).dup('c').reshape('c', 1, batch, in); // one step of time
    return path.forward(weights, sequence, null, typed, null, false, NO_WORKSPACES).detached();
  }
}
