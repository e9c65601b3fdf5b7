package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.LayerSteps;
import dev.seq4j.core.layer.SequenceLayerInstance;
import dev.seq4j.core.layer.Steppable;
import dev.seq4j.core.layer.TimeMajor;
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
 * An {@link AttentionLayer} at work: Deeplearning4j's contracts around an {@link AttentionPath}.
 */
class AttentionLayerInstance extends SequenceLayerInstance<AttentionLayer>
    implements RecurrentLayer, Attends, Steppable {

  private static final long serialVersionUID = 1L;

  private transient AttentionPath path;
  private transient AttentionSteps steps;

  /** Of the last forward pass of training, which may have to be repeated. */
  private long seed;

  /** Rows of the batch that is stepped through; 0 before the first step. */
  private long stepping;

  AttentionLayerInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    AttentionLayer layer = layerConf();
    boolean kernels = Kernels.serve(dataType);
    path = kernels ? layer.kernelPath() : layer.portablePath();
    steps = kernels ? layer.kernelSteps() : layer.portableSteps();
  }

  @Override
  public void usePortablePath() {
    path = layerConf().portablePath();
    steps = layerConf().portableSteps();
  }

  @Override
  public LayerSteps steps(int rows) {
    return path instanceof KernelAttention
            && layerConf() instanceof TransformerEncoderBlock block
            && block.isCausal()
            && block.getDataFormat() != RNNFormat.NWC
        ? new TransformerSteps(block.shape(), paramsFlattened, rows)
        : null;
  }

  @Override
  protected INDArray forward(
      INDArray sequence,
      boolean training,
      boolean noise,
      ArrayType where,
      LayerWorkspaceMgr workspaceMgr) {
    if (training && layerConf().drops()) {
      seed = Nd4j.getRandom().nextLong();
    }
    INDArray output = newOutput(sequence, where, workspaceMgr);
    path.forward(flatParameters(noise, workspaceMgr), attended(sequence), output, training, seed);
    return output;
  }

  /** What the path reads for an input, {@code [time, batch, in]}. */
  Attended attended(INDArray sequence) {
    return new Attended(sequence, liveCells(sequence));
  }

  @Override
  protected void backward(
      INDArray toOutput, INDArray toInput, boolean noise, LayerWorkspaceMgr workspaceMgr) {
    path.backward(
        flatParameters(noise, workspaceMgr),
        toOutput,
        gradientsFlattened,
        toInput,
        newMemoryGradient(workspaceMgr));
  }

  /** Where the gradient of the memory goes, {@code [steps, batch, features]}; or null. */
  INDArray newMemoryGradient(LayerWorkspaceMgr workspaceMgr) {
    return null;
  }

  final void forgetMemory() {
    steps.forgetMemory();
  }

  @Override
  public final INDArray attentionWeights(INDArray sequence, boolean toMemory) {
    LayerWorkspaceMgr noWorkspaces = LayerWorkspaceMgr.noWorkspacesImmutable();
    setInput(sequence, noWorkspaces);
    try {
      return path.weights(paramsFlattened, attended(checkedInput(false, noWorkspaces)), toMemory);
    } finally {
      clear();
    }
  }

  @Override
  public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    if (!layerConf().canStep()) {
      throw new UnsupportedOperationException(
          "rnnTimeStep: each step sees all others, set causal(true) to go step by step "
              + layerId());
    }
    setInput(input, workspaceMgr);
    INDArray sequence = checkedInput(false, workspaceMgr);
    long batch = sequence.size(1);
    if (stepping != 0 && stepping != batch) {
      throw new DL4JInvalidInputException(
          "rows = %d: must be %d as before; rnnClearPreviousState() starts anew %s"
              .formatted(batch, stepping, layerId()));
    }
    INDArray output = newOutput(sequence, ArrayType.ACTIVATIONS, workspaceMgr);
    steps.steps(paramsFlattened, attended(sequence), output);
    stepping = batch;
    return TimeMajor.back(output, layerConf().getDataFormat());
  }

  @Override
  public Map<String, INDArray> rnnGetPreviousState() {
    AttentionState state = steps.state();
    return state == null ? Map.of() : state.toMap();
  }

  @Override
  public void rnnSetPreviousState(Map<String, INDArray> stateMap) {
    AttentionState state = AttentionState.of(stateMap, layerConf().stateSize(), layerId());
    if (state == null) {
      rnnClearPreviousState();
    } else {
      steps.setState(state); // a memory is not part of it, and stays
      stepping = state.live().size(0);
    }
  }

  @Override
  public void rnnClearPreviousState() {
    steps.reset();
    stepping = 0;
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean storeLastForTBPTT, LayerWorkspaceMgr workspaceMgr) {
    setInput(input, workspaceMgr);
    return activate(training, workspaceMgr);
  }

  @Override
  public Map<String, INDArray> rnnGetTBPTTState() {
    return Map.of();
  }

  @Override
  public void rnnSetTBPTTState(Map<String, INDArray> state) {
    // There is none: each window is attended on its own.
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaceMgr) {
    return backpropGradient(epsilon, workspaceMgr);
  }
}
