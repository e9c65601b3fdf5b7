package dev.seq4j.core.layer;

import java.util.Collections;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A {@link MemoryVertex} at work: Deeplearning4j's contract around an {@link AttentionPath}. */
final class MemoryVertexInstance extends BaseGraphVertex implements TwoPaths {

  private static final long serialVersionUID = 1L;

  private final MemoryVertex configuration;
  private final INDArray params;
  private final Map<String, INDArray> paramTable;

  private transient AttentionPath path;
  private transient INDArray gradients;
  private transient Map<String, INDArray> gradientViews;
  private transient INDArray[] masks; // of the network's current masks

  /** Whether what the last forward pass left is ready to be differentiated. */
  private transient boolean differentiable;

  /** Of the last forward pass of training, which may have to be repeated. */
  private long seed;

  MemoryVertexInstance(
      MemoryVertex configuration,
      ComputationGraph graph,
      String name,
      int index,
      INDArray paramsView,
      boolean initializeParams,
      DataType dataType) {
    super(graph, name, index, null, null, dataType);
    this.configuration = configuration;
    params = paramsView;
    paramTable = Collections.synchronizedMap(split(paramsView));
    if (initializeParams) {
      configuration.initializeParameters(paramTable);
    }
    path = Kernels.serve(dataType) ? configuration.kernelPath() : configuration.portablePath();
  }

  private Map<String, INDArray> split(INDArray view) {
    long expected = configuration.numParams(true);
    if (view.length() != expected) {
      throw configuration.invalid("parameters = " + view.length(), "must be " + expected);
    }
    return LayerParameter.split(configuration.parameters(), view);
  }

  @Override
  public void usePortablePath() {
    path = configuration.portablePath();
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public String toString() {
    return "%s(name: \"%s\")".formatted(configuration.getClass().getSimpleName(), vertexName);
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    return paramTable;
  }

  @Override
  public TrainingConfig getConfig() {
    return configuration;
  }

  @Override
  public INDArray params() {
    return params;
  }

  @Override
  public INDArray getGradientsViewArray() {
    return gradients;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    gradients = view;
    gradientViews = split(view);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
    masks = maskArrays;
    return configuration.feedForwardMaskArrays(maskArrays, currentMaskState, minibatchSize);
  }

  @Override
  public void setInput(int inputNumber, INDArray input, LayerWorkspaceMgr workspaceMgr) {
    super.setInput(inputNumber, input, workspaceMgr);
    differentiable = false;
  }

  @Override
  public void clear() {
    super.clear();
    differentiable = false;
  }

  /** The inputs after their checks. */
  private Attended attended(INDArray... sequences) {
    INDArray input = sequences[0];
    INDArray memory = sequences[1];
    String id = "(vertex name: \"%s\")".formatted(vertexName);
    SequenceChecks.input(input, configuration.getNIn(), RNNFormat.NCW, id);
    SequenceChecks.input(memory, configuration.getNMemory(), RNNFormat.NCW, id);
    if (memory.size(0) != input.size(0)) {
      throw new DL4JInvalidInputException(
          "rows of the memory = %d: must be %d as of the input %s"
              .formatted(memory.size(0), input.size(0), id));
    }
    INDArray mask = currentMask(0);
    INDArray memoryMask = currentMask(1);
    SequenceChecks.mask(mask, input, RNNFormat.NCW, id);
    SequenceChecks.mask(memoryMask, memory, RNNFormat.NCW, id);
    return new Attended(
        TimeMajor.of(input, RNNFormat.NCW).castTo(dataType),
        StepIntegers.ones(mask, input.size(0) * input.size(2)),
        TimeMajor.of(memory, RNNFormat.NCW).castTo(dataType),
        StepIntegers.ones(memoryMask, memory.size(0) * memory.size(2)));
  }

  /** Deeplearning4j forgets the masks of layers after a pass, but not those of vertices. */
  private INDArray currentMask(int input) {
    return graph.getInputMaskArrays() == null || masks == null ? null : masks[input];
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaceMgr) {
    if (!canDoForward()) {
      throw new IllegalStateException("inputs are not set: " + this);
    }
    return forward(attended(inputs), training, ArrayType.ACTIVATIONS, workspaceMgr);
  }

  private INDArray forward(
      Attended attended, boolean training, ArrayType where, LayerWorkspaceMgr workspaceMgr) {
    if (training) {
      seed = Nd4j.getRandom().nextLong();
    }
    INDArray output =
        workspaceMgr.createUninitialized(
            where,
            dataType,
            new long[] {attended.time(), attended.batch(), configuration.getNOut()},
            'c');
    path.forward(params, attended, output, training, seed);
    differentiable = training;
    return TimeMajor.back(output, RNNFormat.NCW);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaceMgr) {
    if (!canDoBackward()) {
      throw new IllegalStateException("inputs or gradient are not set: " + this);
    }
    Attended attended = attended(inputs);
    SequenceChecks.gradient(
        epsilon,
        new long[] {attended.batch(), configuration.getNOut(), attended.time()},
        "(vertex name: \"%s\")".formatted(vertexName));
    if (!differentiable) {
      forward(attended, true, ArrayType.BP_WORKING_MEM, workspaceMgr);
    }
    INDArray toInput = gradientOf(attended.input(), workspaceMgr);
    INDArray toMemory = gradientOf(attended.memory(), workspaceMgr);
    INDArray toOutput = TimeMajor.of(epsilon.castTo(dataType), RNNFormat.NCW);
    path.backward(params, toOutput, gradients, toInput, toMemory);
    differentiable = false;
    Gradient gradient = new DefaultGradient(gradients);
    gradientViews.forEach((name, view) -> gradient.setGradientFor(name, view, 'c'));
    return new Pair<>(
        gradient,
        new INDArray[] {
          TimeMajor.back(toInput, RNNFormat.NCW), TimeMajor.back(toMemory, RNNFormat.NCW)
        });
  }

  private INDArray gradientOf(INDArray sequence, LayerWorkspaceMgr workspaceMgr) {
    return workspaceMgr.createUninitialized(
        ArrayType.ACTIVATION_GRAD, dataType, sequence.shape(), 'c');
  }

  /**
   * @param sequences input and memory, to which the current masks belong
   * @param toMemory whether those weights are wanted that look at the memory
   * @return {@code [batch, heads, time, keys]}
   */
  INDArray attentionWeights(INDArray[] sequences, boolean toMemory) {
    differentiable = false; // the path forgets its last pass
    return path.weights(params, attended(sequences), toMemory);
  }
}
