package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.SequenceChecks;
import dev.seq4j.core.layer.SequenceLayerInstance;
import dev.seq4j.core.layer.StepIntegers;
import dev.seq4j.core.layer.TimeMajor;
import dev.seq4j.core.layer.attention.Attends;
import dev.seq4j.core.layer.attention.MemoryReader;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An {@link AttentionDecoder} at work. */
final class AttentionDecoderInstance extends SequenceLayerInstance<AttentionDecoder>
    implements MemoryReader, Attends {

  private static final long serialVersionUID = 1L;

  private final transient Map<String, INDArray> stepState = new HashMap<>();

  private transient AttentionDecoderPath path;
  private transient INDArray memory;
  private transient INDArray memoryMask;
  private transient INDArray memoryGradient;

  /** Whether the path knows the memory, as steps need it; training has it learn it anew. */
  private transient boolean remembered;

  AttentionDecoderInstance(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    path =
        Kernels.serve(dataType)
            ? new KernelAttentionDecoder(layerConf())
            : new PortableAttentionDecoder(layerConf());
  }

  @Override
  public void usePortablePath() {
    path = new PortableAttentionDecoder(layerConf());
    remembered = false;
  }

  private RNNFormat format() {
    return layerConf().getDataFormat();
  }

  @Override
  public void setMemory(INDArray newMemory, INDArray mask) {
    memory = newMemory;
    memoryMask = mask;
    remembered = false;
  }

  @Override
  public void setMemoryMask(INDArray mask) {
    memoryMask = mask;
    remembered = false;
  }

  @Override
  public INDArray getMemoryMask() {
    return memoryMask;
  }

  @Override
  public INDArray memoryGradient() {
    return memoryGradient;
  }

  /** Deeplearning4j takes all masks away by taking this one away. */
  @Override
  public void setMaskArray(INDArray maskArray) {
    super.setMaskArray(maskArray);
    if (maskArray == null) {
      setMemoryMask(null);
    }
  }

  @Override
  public void clear() {
    super.clear();
    setMemory(null, null);
    memoryGradient = null;
  }

  private INDArray checkedMemory(long batch) {
    if (memory == null) {
      throw new IllegalStateException("memory is not set " + layerId());
    }
    SequenceChecks.input(memory, layerConf().getNMemory(), format(), "as memory " + layerId());
    SequenceChecks.mask(memoryMask, memory, format(), "as that of the memory " + layerId());
    if (memory.size(0) != batch) {
      throw new DL4JInvalidInputException(
          "rows of the memory = %d: must be %d as of the input %s"
              .formatted(memory.size(0), batch, layerId()));
    }
    return TimeMajor.of(memory, format()).castTo(dataType);
  }

  private void remember(long batch, boolean noise, LayerWorkspaceMgr workspaceMgr) {
    INDArray timeMajor = checkedMemory(batch);
    float[] live = StepIntegers.ones(memoryMask, timeMajor.size(0) * timeMajor.size(1));
    path.remember(flatParameters(noise, workspaceMgr), timeMajor, live);
  }

  @Override
  protected INDArray forward(
      INDArray sequence,
      boolean training,
      boolean noise,
      ArrayType where,
      LayerWorkspaceMgr workspaceMgr) {
    remember(sequence.size(1), noise, workspaceMgr);
    remembered = false;
    INDArray output = newOutput(sequence, where, workspaceMgr);
    path.forward(sequence, liveCells(sequence), null, output, training);
    return output;
  }

  @Override
  protected void backward(
      INDArray toOutput, INDArray toInput, boolean noise, LayerWorkspaceMgr workspaceMgr) {
    INDArray toMemory =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD, dataType, TimeMajor.of(memory, format()).shape(), 'c');
    path.backward(toOutput, gradientsFlattened, toInput, toMemory);
    memoryGradient = TimeMajor.back(toMemory, format());
  }

  @Override
  public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaceMgr) {
    setInput(input, workspaceMgr);
    INDArray sequence = checkedInput(false, workspaceMgr);
    long batch = sequence.size(1);
    if (!remembered) {
      remember(batch, false, workspaceMgr);
      remembered = true;
    } else {
      checkedMemory(batch);
    }
    INDArray output = newOutput(sequence, ArrayType.ACTIVATIONS, workspaceMgr);
    LayerState last = path.forward(sequence, liveCells(sequence), load(batch), output, false);
    store(last);
    return TimeMajor.back(output, format());
  }

  private LayerState load(long batch) {
    INDArray hidden = stepState.get(CellLayerInstance.HIDDEN_KEY);
    if (hidden == null) {
      return null;
    }
    INDArray cell = stepState.get(CellLayerInstance.CELL_KEY);
    long units = layerConf().getCell().getNOut();
    SequenceChecks.state(hidden, batch, units, layerId());
    SequenceChecks.state(cell, batch, units, layerId());
    return new LayerState(hidden, cell);
  }

  private void store(LayerState state) {
    LayerState copy = state.detached();
    stepState.put(CellLayerInstance.HIDDEN_KEY, copy.hidden());
    if (copy.cell() != null) {
      stepState.put(CellLayerInstance.CELL_KEY, copy.cell());
    }
  }

  @Override
  public INDArray attentionWeights(INDArray sequence, boolean toMemory) {
    LayerWorkspaceMgr noWorkspaces = LayerWorkspaceMgr.noWorkspacesImmutable();
    setInput(sequence, noWorkspaces);
    try {
      INDArray timeMajor = checkedInput(false, noWorkspaces);
      long steps = TimeMajor.of(memory, format()).size(0);
      forward(timeMajor, false, false, ArrayType.ACTIVATIONS, noWorkspaces);
      return Nd4j.createFromArray(path.weights())
          .reshape('c', timeMajor.size(1), 1, timeMajor.size(0), steps);
    } finally {
      clear();
    }
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
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray input, boolean training, boolean storeLastForTBPTT, LayerWorkspaceMgr workspaceMgr) {
    throw noWindows();
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaceMgr) {
    throw noWindows();
  }

  private UnsupportedOperationException noWindows() {
    return new UnsupportedOperationException(
        "truncated back-propagation: it would cut the memory into windows, too " + layerId());
  }

  @Override
  public Map<String, INDArray> rnnGetTBPTTState() {
    return Map.of();
  }

  @Override
  public void rnnSetTBPTTState(Map<String, INDArray> state) {
    if (!state.isEmpty()) {
      throw noWindows();
    }
  }
}
