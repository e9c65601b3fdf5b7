package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.recurrent.CellParamInitializer.BIAS;
import static dev.seq4j.core.layer.recurrent.CellParamInitializer.INPUT_WEIGHTS;
import static dev.seq4j.core.layer.recurrent.CellParamInitializer.RECURRENT_WEIGHTS;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.LayerSteps;
import dev.seq4j.core.layer.SequenceChecks;
import dev.seq4j.core.layer.Steppable;
import dev.seq4j.core.layer.TimeMajor;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link CellLayer} at work: Deeplearning4j's layer contract around a {@link RecurrentPath}.
 *
 * <p>A backward pass belongs to the forward pass before it and starts from the same state. That is
 * what makes truncated back-propagation right, where Deeplearning4j's own layers compute the window
 * again from zeros.
 */
final class CellLayerInstance extends RecurrentLayerInstance<CellLayer> implements Steppable {

  /** Under this key, as in Deeplearning4j's layers, stored states keep the hidden state. */
  static final String HIDDEN_KEY = "prevAct";

  /** Under this key, as in Deeplearning4j's layers, stored states keep the cell state. */
  static final String CELL_KEY = "prevMem";

  private static final long serialVersionUID = 1L;

  private transient RecurrentPath path;

  /** Where the last forward pass began; null for zeros. */
  private transient LayerState initial;

  /** Whether passes go on from {@link #carried}, see {@link CarriedState}. */
  private transient boolean carrying;

  /** Where the next pass begins while the state is carried; null for zeros. */
  private transient LayerState carried;

  CellLayerInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    path = RecurrentPaths.choose(layerConf(), dataType, false);
  }

  @Override
  public void usePortablePath() {
    path = RecurrentPaths.portable(layerConf(), false);
  }

  @Override
  public LayerSteps steps(int rows) {
    boolean timeLast = getDataFormat() != RNNFormat.NWC;
    return path instanceof KernelPath && returnsSequences() && timeLast
        ? new RecurrentSteps(layerConf().kernel(), parameters(), rows)
        : null;
  }

  /** The weights as they are, without noise. */
  CellWeights parameters() {
    return new CellWeights(getParam(INPUT_WEIGHTS), getParam(RECURRENT_WEIGHTS), getParam(BIAS));
  }

  @Override
  boolean returnsSequences() {
    return layerConf().isReturnSequences();
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    super.setInput(input, workspaceMgr);
    initial = null;
  }

  /** Begins the next passes where the ones before them end, and the first one here. */
  void beginCarrying(LayerState first) {
    carrying = true;
    carried = first;
  }

  /** Begins all passes from zeros again; returns where the last one ended. */
  LayerState endCarrying() {
    LayerState last = carried;
    carrying = false;
    carried = null;
    return last;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    if (!carrying) {
      return activateFrom(null, training, workspaceMgr).output();
    }
    Activation activation = activateFrom(carried, training, workspaceMgr);
    carried = activation.last().detached();
    return activation.output();
  }

  @Override
  public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    setInput(input, workspaceMgr);
    Activation activation = activateFrom(load(stateMap), false, workspaceMgr);
    store(activation.last(), stateMap);
    return activation.output();
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean storeLastForTBPTT, LayerWorkspaceMgr workspaceMgr) {
    setInput(input, workspaceMgr);
    Activation activation = activateFrom(load(tBpttStateMap), training, workspaceMgr);
    if (storeLastForTBPTT) {
      store(activation.last(), tBpttStateMap);
    }
    return activation.output();
  }

  private record Activation(INDArray output, LayerState last) {}

  private Activation activateFrom(
      LayerState start, boolean training, LayerWorkspaceMgr workspaceMgr) {
    INDArray sequence = checkedInput(training, workspaceMgr);
    long time = sequence.size(0);
    long batch = sequence.size(1);
    long units = layerConf().getNOut();
    if (start != null) {
      SequenceChecks.state(start.hidden(), batch, units, layerId());
      SequenceChecks.state(start.cell(), batch, units, layerId());
    }
    INDArray states =
        returnsSequences()
            ? timeMajor(ArrayType.ACTIVATIONS, time, batch, units, workspaceMgr)
            : null;
    initial = start;
    differentiable = training;
    noisy = training;
    LayerState last =
        path.forward(
            weights("", training, workspaceMgr),
            sequence,
            timeMajorMask(0, time),
            start,
            states,
            training,
            workspaceMgr);
    if (states != null) {
      return new Activation(TimeMajor.back(states, getDataFormat()), last);
    }
    INDArray output =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {batch, units}, 'c');
    return new Activation(output.assign(last.hidden()), last);
  }

  private static LayerState load(Map<String, INDArray> stored) {
    INDArray hidden = stored.get(HIDDEN_KEY);
    return hidden == null ? null : new LayerState(hidden, stored.get(CELL_KEY));
  }

  private static void store(LayerState state, Map<String, INDArray> stored) {
    LayerState copy = state.detached();
    stored.put(HIDDEN_KEY, copy.hidden());
    if (copy.cell() != null) {
      stored.put(CELL_KEY, copy.cell());
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    return tbpttBackpropGradient(epsilon, -1, workspaceMgr);
  }

  /**
   * Differentiates the last {@code tbpttBackLength} steps of the last forward pass, given the state
   * before them; all of it if that length is not positive.
   */
  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    INDArray sequence = checkedInput(false, workspaceMgr);
    long time = sequence.size(0);
    long batch = sequence.size(1);
    long first = tbpttBackLength > 0 ? Math.max(0, time - tbpttBackLength) : 0;
    checkGradient(epsilon, time, batch);
    CellWeights weights = weights("", noisy, workspaceMgr);
    if (first > 0 || !differentiable) {
      runAgain(sequence, first, weights, workspaceMgr);
    }

    INDArray inputGradient =
        timeMajor(ArrayType.ACTIVATION_GRAD, time, batch, layerConf().getNIn(), workspaceMgr);
    if (first > 0) {
      TimeMajor.steps(inputGradient, 0, first).assign(0);
    }
    INDArray toOutput = epsilon.castTo(dataType);
    path.backward(
        weights,
        returnsSequences() ? from(first, TimeMajor.of(toOutput, getDataFormat())) : null,
        returnsSequences() ? null : new LayerState(toOutput, null),
        gradients(""),
        from(first, inputGradient),
        workspaceMgr);
    return differentiated(inputGradient);
  }

  /** Repeats the last forward pass so that its steps from the first on can be differentiated. */
  private void runAgain(
      INDArray sequence, long first, CellWeights weights, LayerWorkspaceMgr workspaceMgr) {
    LayerState start = initial;
    if (first > 0) {
      INDArray head = TimeMajor.steps(sequence, 0, first);
      INDArray mask = timeMajorMask(0, first);
      start = path.forward(weights, head, mask, initial, null, false, workspaceMgr).detached();
    }
    INDArray mask = timeMajorMask(first, sequence.size(0));
    path.forward(weights, from(first, sequence), mask, start, null, true, workspaceMgr);
  }

  private static INDArray from(long first, INDArray timeMajor) {
    return TimeMajor.steps(timeMajor, first, timeMajor.size(0));
  }

  @Override
  public void clear() {
    super.clear();
    initial = null;
  }
}
