package dev.seq4j.core.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A vertex of a {@code ComputationGraph} with parameters and two inputs, of which the first attends
 * to the second, its memory: what {@link CrossAttention} and {@link TransformerDecoderBlock} have
 * in common.
 *
 * <p>Inputs {@code [batch, in, time]} and {@code [batch, memory features, steps]}, from different
 * vertices; output {@code [batch, out, time]}. Each input has a mask of its own: a step masked 0 is
 * seen by nobody and costs nothing, whatever it holds; where the first mask is 0, so is the output;
 * and nothing of such a step gets into a gradient. The output's mask is the first one.
 *
 * <p>Updater, penalties, {@code weightInit}, {@code biasInit} and {@code gainInit} are those of the
 * network. Deeplearning4j counts no parameter of a vertex in {@code numParams()} and no penalty of
 * them in the score, though it updates, saves and penalizes them; constraints and weight noise do
 * not reach them, and transfer learning copies those of layers only.
 */
public abstract sealed class MemoryVertex extends SameDiffVertex
    permits CrossAttention, TransformerDecoderBlock {

  private static final long serialVersionUID = 1L;

  private long nIn;
  private long nMemory;
  private long nOut;
  private double attentionDropOut;
  private IWeightInit weightInitFn;
  private double biasInit = Double.NaN;
  private double gainInit = Double.NaN;

  /** For Jackson. */
  MemoryVertex() {}

  MemoryVertex(Builder<?> builder) {
    nIn = builder.nIn;
    nMemory = builder.nMemory;
    nOut = builder.nOut;
    attentionDropOut = builder.attentionDropOut;
    weightInitFn = builder.weightInitFn;
  }

  /** Copies all options of this class and of Deeplearning4j's. */
  final <T extends MemoryVertex> T copyTo(T copy) {
    MemoryVertex to = copy;
    to.nIn = nIn;
    to.nMemory = nMemory;
    to.nOut = nOut;
    to.attentionDropOut = attentionDropOut;
    to.weightInitFn = weightInitFn;
    to.biasInit = biasInit;
    to.gainInit = gainInit;
    to.setName(getName());
    to.regularization = copy(regularization);
    to.regularizationBias = copy(regularizationBias);
    to.updater = updater == null ? null : updater.clone();
    to.biasUpdater = biasUpdater == null ? null : biasUpdater.clone();
    to.gradientNormalization = gradientNormalization;
    to.gradientNormalizationThreshold = gradientNormalizationThreshold;
    to.dataType = dataType;
    return copy;
  }

  private static List<Regularization> copy(List<Regularization> list) {
    return list == null ? null : new ArrayList<>(list.stream().map(Regularization::clone).toList());
  }

  /**
   * Checks the options, of a builder or of a file.
   *
   * @throws DL4JInvalidConfigException if one of them is not allowed
   */
  void check() {
    requireSize("nIn", nIn);
    requireSize("nMemory", nMemory);
    requireSize("nOut", nOut);
    if (!(attentionDropOut >= 0 && attentionDropOut <= 1)) {
      throw invalid(
          "attentionDropOut = " + attentionDropOut,
          "must be a probability of keeping, or 0 for no dropout");
    }
  }

  private void requireSize(String option, long value) {
    if (value < 0) {
      throw invalid(
          option + " = " + value, "must be at least 1, or 0 to take it from the input types");
    }
  }

  DL4JInvalidConfigException invalid(String optionAndValue, String allowed) {
    return new DL4JInvalidConfigException(
        "%s \"%s\": %s: %s"
            .formatted(
                getClass().getSimpleName(),
                getName() == null ? "" : getName(),
                optionAndValue,
                allowed));
  }

  /**
   * @return the parameters in the order in which they lie
   */
  abstract List<LayerParameter> parameters();

  /**
   * @return the fast way
   */
  abstract AttentionPath kernelPath();

  /**
   * @return the way that is open everywhere
   */
  abstract AttentionPath portablePath();

  @Override
  public abstract MemoryVertex clone();

  @Override
  public final int minVertexInputs() {
    return 2;
  }

  @Override
  public final int maxVertexInputs() {
    return 2;
  }

  /**
   * Takes the sizes that are not set from the types.
   *
   * @param layerIndex not needed
   * @param vertexInputs that of the input, that of the memory
   */
  @Override
  public InputType getOutputType(int layerIndex, InputType... vertexInputs) {
    if (vertexInputs.length != 2) {
      throw invalid("inputs = " + vertexInputs.length, "must be 2, the second is the memory");
    }
    InputType.InputTypeRecurrent input = sequence(vertexInputs[0]);
    InputType.InputTypeRecurrent memory = sequence(vertexInputs[1]);
    nIn = nIn == 0 ? input.getSize() : nIn;
    nMemory = nMemory == 0 ? memory.getSize() : nMemory;
    nOut = nOut == 0 ? nIn : nOut;
    check();
    return InputType.recurrent(nOut, input.getTimeSeriesLength(), RNNFormat.NCW);
  }

  private InputType.InputTypeRecurrent sequence(InputType type) {
    if (type instanceof InputType.InputTypeRecurrent sequence
        && sequence.getFormat() != RNNFormat.NWC) {
      return sequence;
    }
    throw invalid("input type = " + type, "must be recurrent, in the format NCW");
  }

  @Override
  public SDVertexParams getVertexParams() {
    SDVertexParams params = new SDVertexParams(); // anew, for the sizes may have come later
    defineParametersAndInputs(params);
    return params;
  }

  @Override
  public void defineParametersAndInputs(SDVertexParams params) {
    params.clear();
    params.defineInputs("input", "memory");
    for (LayerParameter parameter : parameters()) {
      if (parameter.role() == LayerParameter.Role.WEIGHT) {
        params.addWeightParam(parameter.name(), parameter.shape());
      } else {
        params.addBiasParam(parameter.name(), parameter.shape());
      }
    }
  }

  @Override
  public long numParams(boolean backprop) {
    return parameters().stream().mapToLong(LayerParameter::length).sum();
  }

  @Override
  public void initializeParameters(Map<String, INDArray> params) {
    for (LayerParameter parameter : parameters()) {
      parameter.initialize(params.get(parameter.name()), weightInitFn, biasInit, gainInit);
    }
  }

  @Override
  public void applyGlobalConfigToLayer(NeuralNetConfiguration.Builder globalConfig) {
    if (weightInitFn == null) {
      weightInitFn = globalConfig.getWeightInitFn();
    }
    if (Double.isNaN(biasInit)) {
      biasInit = globalConfig.getBiasInit();
    }
    if (Double.isNaN(gainInit)) {
      gainInit = globalConfig.getGainInit();
    }
  }

  @Override
  public GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int idx,
      INDArray paramsView,
      boolean initializeParams,
      DataType networkDatatype) {
    setName(name);
    check();
    if (nIn < 1 || nMemory < 1 || nOut < 1) {
      throw invalid(
          "nIn, nMemory, nOut = %d, %d, %d".formatted(nIn, nMemory, nOut),
          "must be set, or the network's input types be");
    }
    if (!networkDatatype.isFPType()) {
      throw invalid("data type = " + networkDatatype, "must be a floating type");
    }
    return new MemoryVertexInstance(
        this, graph, name, idx, paramsView, initializeParams, networkDatatype);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] maskArrays, MaskState currentMaskState, int minibatchSize) {
    return new Pair<>(maskArrays == null ? null : maskArrays[0], currentMaskState);
  }

  @Override
  public SDVariable defineVertex(
      SameDiff sameDiff,
      Map<String, SDVariable> layerInput,
      Map<String, SDVariable> paramTable,
      Map<String, SDVariable> maskVars) {
    throw new UnsupportedOperationException("this vertex does not compute by SameDiff");
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputTypes) {
    long parameters = numParams(true);
    long state = updater == null ? 0 : updater.stateSize(parameters);
    return new LayerMemoryReport.Builder(
            getName(), getClass(), inputTypes[0], getOutputType(-1, inputTypes))
        .standardMemory(parameters, state)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  /**
   * @return the probability of dropping a weight
   */
  final double droppedWeights() {
    return AttentionLayer.dropped(attentionDropOut);
  }

  /**
   * @return features of the first input
   */
  public long getNIn() {
    return nIn;
  }

  /**
   * @param nIn features of the first input
   */
  public void setNIn(long nIn) {
    this.nIn = nIn;
  }

  /**
   * @return features of the memory
   */
  public long getNMemory() {
    return nMemory;
  }

  /**
   * @param nMemory features of the memory
   */
  public void setNMemory(long nMemory) {
    this.nMemory = nMemory;
  }

  /**
   * @return features of the output
   */
  public long getNOut() {
    return nOut;
  }

  /**
   * @param nOut features of the output
   */
  public void setNOut(long nOut) {
    this.nOut = nOut;
  }

  /**
   * @return the probability that an attention weight is kept in training; 0 if none is dropped
   */
  public double getAttentionDropOut() {
    return attentionDropOut;
  }

  /**
   * @param attentionDropOut the probability that an attention weight is kept in training; 0 if none
   *     is dropped
   */
  public void setAttentionDropOut(double attentionDropOut) {
    this.attentionDropOut = attentionDropOut;
  }

  /**
   * @return how weights begin; null for what the network says
   */
  public IWeightInit getWeightInitFn() {
    return weightInitFn;
  }

  /**
   * @param weightInitFn how weights begin; null for what the network says
   */
  public void setWeightInitFn(IWeightInit weightInitFn) {
    this.weightInitFn = weightInitFn;
  }

  /**
   * @return what biases begin with; NaN for what the network says
   */
  public double getBiasInit() {
    return biasInit;
  }

  /**
   * @param biasInit what biases begin with; NaN for what the network says
   */
  public void setBiasInit(double biasInit) {
    this.biasInit = biasInit;
  }

  /**
   * @return what gains of norms begin with; NaN for what the network says
   */
  public double getGainInit() {
    return gainInit;
  }

  /**
   * @param gainInit what gains of norms begin with; NaN for what the network says
   */
  public void setGainInit(double gainInit) {
    this.gainInit = gainInit;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof MemoryVertex;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MemoryVertex vertex
        && getClass() == vertex.getClass()
        && super.equals(other)
        && nIn == vertex.nIn
        && nMemory == vertex.nMemory
        && nOut == vertex.nOut
        && Double.compare(attentionDropOut, vertex.attentionDropOut) == 0
        && Objects.equals(weightInitFn, vertex.weightInitFn)
        && Double.compare(biasInit, vertex.biasInit) == 0
        && Double.compare(gainInit, vertex.gainInit) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(getName(), nIn, nMemory, nOut, attentionDropOut, biasInit, gainInit);
  }

  /**
   * The options of every vertex that attends to a memory.
   *
   * @param <T> the builder itself
   */
  public abstract static sealed class Builder<T extends Builder<T>>
      permits CrossAttention.Builder, TransformerDecoderBlock.Builder {

    private long nIn;
    private long nMemory;
    private long nOut;
    private double attentionDropOut = AttentionLayer.DEFAULT_ATTENTION_DROPOUT;
    private IWeightInit weightInitFn;

    Builder() {}

    abstract T self();

    /**
     * @param features of the first input; by default what the input types say
     * @return this
     */
    public T nIn(long features) {
      nIn = features;
      return self();
    }

    /**
     * @param features of the memory; by default what the input types say
     * @return this
     */
    public T nMemory(long features) {
      nMemory = features;
      return self();
    }

    /**
     * @param features of the output; by default as many as the first input has
     * @return this
     */
    public T nOut(long features) {
      nOut = features;
      return self();
    }

    /**
     * @param keep the probability that an attention weight is kept in training, as Deeplearning4j's
     *     {@code dropOut}; 0, the default, drops nothing
     * @return this
     */
    public T attentionDropOut(double keep) {
      attentionDropOut = keep;
      return self();
    }

    /**
     * @param weightInit how weights begin; by default as the network says
     * @return this
     */
    public T weightInit(IWeightInit weightInit) {
      weightInitFn = weightInit;
      return self();
    }
  }
}
