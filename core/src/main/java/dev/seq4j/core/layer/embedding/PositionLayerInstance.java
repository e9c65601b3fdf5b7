package dev.seq4j.core.layer.embedding;

import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.LayerSteps;
import dev.seq4j.core.layer.OutsideWorkspaces;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerInstance;
import dev.seq4j.core.layer.Steppable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A layer of positions at work. The position of a step is how many live steps of its row came
 * before it; step by step, and under truncated back-propagation, the counting goes on where it
 * stopped, until {@link #rnnClearPreviousState}.
 *
 * @param <C> the layer's configuration
 */
abstract class PositionLayerInstance<C extends SequenceLayer> extends SequenceLayerInstance<C>
    implements RecurrentLayer, Steppable {

  /** Under this key stored states keep the next position of each row, {@code [batch]}. */
  static final String POSITION_KEY = "position";

  private static final long serialVersionUID = 1L;

  private final transient Map<String, INDArray> stepState = new HashMap<>();
  private final transient Map<String, INDArray> windowState = new HashMap<>();

  private transient PositionPath path;

  /** Where the rows of the last input began; null for 0. */
  private transient int[] starts;

  // Of the last forward pass, [batch, time] in 'c' order.
  private transient int[] positions;
  private transient float[] live;

  PositionLayerInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    path =
        Kernels.serve(dataType)
            ? new KernelPositions(layerConf().getNIn())
            : new PortablePositions();
  }

  @Override
  public void usePortablePath() {
    path = new PortablePositions();
  }

  @Override
  public LayerSteps steps(int rows) {
    if (!(path instanceof KernelPositions) || layerConf().getDataFormat() == RNNFormat.NWC) {
      return null;
    }
    int size = Math.toIntExact(layerConf().getNIn());
    List<float[]> vectors = new ArrayList<>();
    return new PositionSteps(
        size,
        rows,
        position -> {
          while (vectors.size() <= position) {
            INDArray table = table(vectors.size() + 1, false, LayerWorkspaceMgr.noWorkspaces());
            vectors.add(table.getRow(vectors.size()).toFloatVector());
          }
          return vectors.get(position);
        });
  }

  /**
   * Returns what is added, {@code [positions, features]} in 'c' order.
   *
   * @param length how many positions are needed
   */
  abstract INDArray table(int length, boolean noise, LayerWorkspaceMgr workspaceMgr);

  /** Returns where the gradient of the table goes, or null if it has none. */
  abstract INDArray tableGradient();

  @Override
  protected boolean dropsOutput() {
    return true;
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    super.setInput(input, workspaceMgr);
    starts = null;
  }

  @Override
  protected INDArray forward(
      INDArray sequence,
      boolean training,
      boolean noise,
      ArrayType where,
      LayerWorkspaceMgr workspaceMgr) {
    int batch = Math.toIntExact(sequence.size(1));
    int time = Math.toIntExact(sequence.size(0));
    live = liveCells(sequence);
    positions = new int[batch * time];
    int length = 0;
    int[] next = nextPositions(batch);
    for (int row = 0; row < batch; row++) {
      for (int t = 0; t < time; t++) {
        int cell = row * time + t;
        if (live[cell] != 0) {
          positions[cell] = next[row]++;
        }
      }
      length = Math.max(length, next[row]);
    }
    INDArray output = newOutput(sequence, where, workspaceMgr);
    path.forward(table(length, noise, workspaceMgr), positions, live, sequence, output);
    return output;
  }

  private int[] nextPositions(int batch) {
    return starts == null ? new int[batch] : starts.clone();
  }

  @Override
  protected void backward(
      INDArray toOutput, INDArray toInput, boolean noise, LayerWorkspaceMgr workspaceMgr) {
    path.backward(toOutput, positions, live, tableGradient(), toInput);
  }

  @Override
  public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    return activateFrom(stepState, true, input, false, workspaceMgr);
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean storeLastForTBPTT, LayerWorkspaceMgr workspaceMgr) {
    return activateFrom(windowState, storeLastForTBPTT, input, training, workspaceMgr);
  }

  private INDArray activateFrom(
      Map<String, INDArray> state,
      boolean store,
      INDArray input,
      boolean training,
      LayerWorkspaceMgr workspaceMgr) {
    setInput(input, workspaceMgr);
    starts = load(state.get(POSITION_KEY));
    INDArray output = activate(training, workspaceMgr);
    if (store) {
      int[] next = nextPositions(Math.toIntExact(input.size(0)));
      for (int cell = 0; cell < live.length; cell++) {
        next[cell / (live.length / next.length)] += (int) live[cell];
      }
      state.put(POSITION_KEY, OutsideWorkspaces.make(() -> Nd4j.createFromArray(next)));
    }
    return output;
  }

  private int[] load(INDArray stored) {
    if (stored == null) {
      return null;
    }
    if (stored.rank() != 1 || stored.size(0) != input.size(0)) {
      throw new DL4JInvalidInputException(
          "stored state: positions of %d rows: must be %d; rnnClearPreviousState() starts anew %s"
              .formatted(stored.length(), input.size(0), layerId()));
    }
    return stored.castTo(DataType.INT32).toIntVector();
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaceMgr) {
    return backpropGradient(epsilon, workspaceMgr); // no gradient goes through time here
  }

  @Override
  public Map<String, INDArray> rnnGetPreviousState() {
    return new HashMap<>(stepState);
  }

  @Override
  public void rnnSetPreviousState(Map<String, INDArray> state) {
    stepState.clear();
    stepState.putAll(state);
  }

  @Override
  public void rnnClearPreviousState() {
    stepState.clear();
    windowState.clear();
  }

  @Override
  public Map<String, INDArray> rnnGetTBPTTState() {
    return new HashMap<>(windowState);
  }

  @Override
  public void rnnSetTBPTTState(Map<String, INDArray> state) {
    windowState.clear();
    windowState.putAll(state);
  }
}
