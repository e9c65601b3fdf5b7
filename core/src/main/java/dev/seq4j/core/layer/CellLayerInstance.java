package dev.seq4j.core.layer;

import static dev.seq4j.core.layer.CellParamInitializer.BIAS;
import static dev.seq4j.core.layer.CellParamInitializer.INPUT_WEIGHTS;
import static dev.seq4j.core.layer.CellParamInitializer.RECURRENT_WEIGHTS;

import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
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
final class CellLayerInstance extends SequenceLayerInstance<CellLayer> {

  /** Under this key, as in Deeplearning4j's layers, stored states keep the hidden state. */
  static final String HIDDEN_KEY = "prevAct";

  /** Under this key, as in Deeplearning4j's layers, stored states keep the cell state. */
  static final String CELL_KEY = "prevMem";

  private static final long serialVersionUID = 1L;

  private transient RecurrentPath path;

  // The last forward pass.
  private transient LayerState initial;
  private boolean differentiable;
  private boolean noisy;

  CellLayerInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    path = RecurrentPaths.choose(layerConf(), dataType, false);
  }

  @Override
  void usePortablePath() {
    path = RecurrentPaths.portable(layerConf(), false);
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    super.setInput(input, workspaceMgr);
    differentiable = false;
    initial = null;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
    Pair<INDArray, MaskState> sequences =
        super.feedForwardMaskArray(maskArray, currentMaskState, minibatchSize);
    return layerConf().isReturnSequences() ? sequences : new Pair<>(null, currentMaskState);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    return activateFrom(null, training, workspaceMgr).output();
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
        layerConf().isReturnSequences()
            ? timeMajor(ArrayType.ACTIVATIONS, time, batch, units, workspaceMgr)
            : null;
    initial = start;
    differentiable = training;
    noisy = training;
    LayerState last =
        path.forward(
            weights(training, workspaceMgr),
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

  private CellWeights weights(boolean training, LayerWorkspaceMgr workspaceMgr) {
    return new CellWeights(
        getParamWithNoise(INPUT_WEIGHTS, training, workspaceMgr),
        getParamWithNoise(RECURRENT_WEIGHTS, training, workspaceMgr),
        getParamWithNoise(BIAS, training, workspaceMgr));
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
    SequenceChecks.gradient(epsilon, outputShape(time, batch), layerId());
    CellWeights weights = weights(noisy, workspaceMgr);
    if (first > 0 || !differentiable) {
      runAgain(sequence, first, weights, workspaceMgr);
    }

    CellWeights gradients =
        new CellWeights(
            gradientViews.get(INPUT_WEIGHTS),
            gradientViews.get(RECURRENT_WEIGHTS),
            gradientViews.get(BIAS));
    INDArray inputGradient =
        timeMajor(ArrayType.ACTIVATION_GRAD, time, batch, layerConf().getNIn(), workspaceMgr);
    if (first > 0) {
      TimeMajor.steps(inputGradient, 0, first).assign(0);
    }
    INDArray toOutput = epsilon.castTo(dataType);
    boolean sequences = layerConf().isReturnSequences();
    path.backward(
        weights,
        sequences ? from(first, TimeMajor.of(toOutput, getDataFormat())) : null,
        sequences ? null : new LayerState(toOutput, null),
        gradients,
        from(first, inputGradient),
        workspaceMgr);
    differentiable = false; // the path's buffers hold gradients now
    weightNoiseParams.clear();

    INDArray next = TimeMajor.back(inputGradient, getDataFormat());
    return new Pair<>(named(gradients), dropoutApplied ? backpropDropOutIfPresent(next) : next);
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

  private long[] outputShape(long time, long batch) {
    long units = layerConf().getNOut();
    if (!layerConf().isReturnSequences()) {
      return new long[] {batch, units};
    }
    return getDataFormat() == RNNFormat.NWC
        ? new long[] {batch, time, units}
        : new long[] {batch, units, time};
  }

  private static INDArray from(long first, INDArray timeMajor) {
    return TimeMajor.steps(timeMajor, first, timeMajor.size(0));
  }

  private Gradient named(CellWeights gradients) {
    Gradient named = new DefaultGradient(gradientsFlattened);
    named.setGradientFor(INPUT_WEIGHTS, gradients.input(), 'c');
    named.setGradientFor(RECURRENT_WEIGHTS, gradients.recurrent(), 'c');
    named.setGradientFor(BIAS, gradients.bias(), 'c');
    return named;
  }

  @Override
  public void clear() {
    super.clear();
    differentiable = false;
    initial = null;
  }
}
