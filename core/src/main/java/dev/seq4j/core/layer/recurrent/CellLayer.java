package dev.seq4j.core.layer.recurrent;

import dev.seq4j.core.kernel.recurrent.RecurrentKernel;
import dev.seq4j.core.layer.OrthogonalWeightInit;
import dev.seq4j.core.layer.SequenceLayer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that runs a recurrent cell along each sequence of a batch: what {@link LSTM}, {@link GRU}
 * and {@link SimpleRnn} have in common.
 *
 * <p>Input {@code [batch, in, time]} (or {@code [batch, time, in]} with {@link
 * org.deeplearning4j.nn.conf.RNNFormat#NWC}); output {@code [batch, units, time]}, or {@code
 * [batch, units]} with {@link Builder#returnSequences returnSequences(false)}: the state after each
 * row's last live step.
 *
 * <p>Mask {@code [batch, time]}: a step masked 0 is skipped, wherever it stands and whatever it
 * holds, NaN included. The state goes past it unchanged, the output there is zero, and nothing of
 * it gets into a gradient. A row masked throughout ends in its initial state.
 *
 * <p>Parameters {@code W} {@code [in, gates * units]}, {@code RW} {@code [units, gates * units]}
 * and {@code b}; the options of {@link BaseRecurrentLayer} hold, with two defaults of its own:
 * recurrent weights are orthogonal, one matrix a gate, and the activation is tanh.
 */
public abstract sealed class CellLayer extends BaseRecurrentLayer permits GRU, LSTM, SimpleRnn {

  /** The state after every step: what a further recurrent layer and a language model want. */
  public static final boolean DEFAULT_RETURN_SEQUENCES = true;

  private static final long serialVersionUID = 1L;

  private static final Map<CacheMode, Long> NOTHING_CACHED = inEveryMode(0);

  private boolean returnSequences;

  /** For Jackson. */
  CellLayer() {}

  CellLayer(Builder<?> builder) {
    super(builder);
    returnSequences = builder.returnSequences;
    initializeConstraints(builder);
  }

  /**
   * Checks the options, of a builder or of a file.
   *
   * @throws DL4JInvalidConfigException if one of them is not allowed
   */
  void check() {
    if (nOut <= 0) {
      throw invalid("nOut", nOut, "must be at least 1");
    }
    if (nIn < 0) {
      throw invalid("nIn", nIn, "must be at least 1, or 0 to take it from the input type");
    }
    if (!allows(activationFn)) {
      throw invalid("activation", activationFn, "must be " + allowedActivations());
    }
  }

  /**
   * @return whether the cell can do with this activation
   */
  boolean allows(IActivation activation) {
    return activation instanceof ActivationTanH;
  }

  /**
   * @return the activations that the cell can do with
   */
  String allowedActivations() {
    return "tanh";
  }

  /**
   * @return whether the output is a sequence, not the last state alone
   */
  public boolean isReturnSequences() {
    return returnSequences;
  }

  /**
   * @param returnSequences whether the output is a sequence, not the last state alone
   */
  public void setReturnSequences(boolean returnSequences) {
    this.returnSequences = returnSequences;
  }

  /**
   * @return how many blocks of {@code units} columns the weights have
   */
  abstract int gates();

  /**
   * @return how many blocks of {@code units} the bias has
   */
  abstract int biasBlocks();

  /** Sets the options of a layer around this cell that it has not been given itself. */
  void giveOptions(SequenceLayer layer) {
    if (layer.getDataFormat() == null) {
      layer.setDataFormat(rnnDataFormat);
    }
    if (layer.getWeightInitFn() == null) {
      layer.setWeightInitFn(weightInitFn);
    }
    if (Double.isNaN(layer.getBiasInit())) {
      layer.setBiasInit(biasInit);
    }
    if (isEmpty(layer.getRegularization())) {
      layer.setRegularization(regularization);
    }
    if (isEmpty(layer.getRegularizationBias())) {
      layer.setRegularizationBias(regularizationBias);
    }
    if (layer.getIUpdater() == null) {
      layer.setIUpdater(iUpdater);
    }
    if (layer.getBiasUpdater() == null) {
      layer.setBiasUpdater(biasUpdater);
    }
    if (layer.getWeightNoise() == null) {
      layer.setWeightNoise(weightNoise);
    }
    if (layer.getGradientNormalization() == null) {
      layer.setGradientNormalization(gradientNormalization);
      layer.setGradientNormalizationThreshold(gradientNormalizationThreshold);
    }
    if (layer.getIDropout() == null) {
      layer.setIDropout(iDropout);
    }
  }

  private static boolean isEmpty(List<?> list) {
    return list == null || list.isEmpty();
  }

  /** Sets what is not {@link #getBiasInit} in a new bias. */
  void initializeBias(INDArray bias) {}

  /**
   * @return the equations of one step, in ND4J operations
   */
  abstract PortableCell portableCell();

  /**
   * @return a new kernel for this layer's sizes
   */
  abstract RecurrentKernel kernel();

  DL4JInvalidConfigException invalid(String option, Object value, String allowed) {
    return new DL4JInvalidConfigException(
        "%s \"%s\": %s = %s: %s"
            .formatted(getClass().getSimpleName(), getLayerName(), option, value, allowed));
  }

  @Override
  protected void initializeConstraints(
      org.deeplearning4j.nn.conf.layers.Layer.Builder<?> layerBuilder) {
    super.initializeConstraints(layerBuilder);
    Builder<?> builder = (Builder<?>) layerBuilder;
    constrain(builder.getInputWeightConstraints(), CellParamInitializer.INPUT_WEIGHTS);
    constrain(builder.getRecurrentConstraints(), CellParamInitializer.RECURRENT_WEIGHTS);
  }

  private void constrain(List<LayerConstraint> added, String parameter) {
    if (added == null) {
      return;
    }
    List<LayerConstraint> all = constraints == null ? new ArrayList<>() : constraints;
    for (LayerConstraint constraint : added) {
      LayerConstraint own = constraint.clone();
      own.setParams(Set.of(parameter));
      all.add(own);
    }
    constraints = all;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    check();
    RecurrentLayerInstance.checkBeforeItIsMade(this, layerIndex, networkDataType);
    CellLayerInstance layer = new CellLayerInstance(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(layerParamsView);
    layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return CellParamInitializer.ONE;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    InputType sequence = super.getOutputType(layerIndex, inputType);
    return returnSequences ? sequence : InputType.feedForward(nOut);
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    InputType.InputTypeRecurrent sequence = (InputType.InputTypeRecurrent) inputType;
    long parameters = initializer().numParams(this);
    long steps = Math.max(1, sequence.getTimeSeriesLength());
    long inference = steps * (gates() + 1) * nOut;
    long training = steps * (nIn + (gates() + 2) * nOut);
    return new LayerMemoryReport.Builder(
            layerName, getClass(), inputType, getOutputType(-1, inputType))
        .standardMemory(parameters, getIUpdater().stateSize(parameters))
        .workingMemory(0, inference, NOTHING_CACHED, inEveryMode(training))
        .cacheMemory(NOTHING_CACHED, NOTHING_CACHED)
        .build();
  }

  private static Map<CacheMode, Long> inEveryMode(long value) {
    return Map.of(CacheMode.NONE, value, CacheMode.HOST, value, CacheMode.DEVICE, value);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof CellLayer;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CellLayer cell
        && getClass() == cell.getClass()
        && returnSequences == cell.returnSequences
        && super.equals(other);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Boolean.hashCode(returnSequences);
  }

  /**
   * The options of every cell.
   *
   * @param <T> the builder itself
   */
  public abstract static sealed class Builder<T extends Builder<T>>
      extends BaseRecurrentLayer.Builder<T> permits GRU.Builder, LSTM.Builder, SimpleRnn.Builder {

    private boolean returnSequences = DEFAULT_RETURN_SEQUENCES;

    Builder() {
      setWeightInitFnRecurrent(new OrthogonalWeightInit());
      setActivationFn(Activation.TANH.getActivationFunction());
    }

    abstract T self();

    /**
     * @param returnSequences true, the default, for the hidden state after every step, {@code
     *     [batch, units, time]}; false for the one after each row's last live step, {@code [batch,
     *     units]}, which a classifier wants
     * @return this
     */
    public T returnSequences(boolean returnSequences) {
      this.returnSequences = returnSequences;
      return self();
    }
  }
}
