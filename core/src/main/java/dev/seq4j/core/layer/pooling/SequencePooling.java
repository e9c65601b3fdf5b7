package dev.seq4j.core.layer.pooling;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A sequence made one vector: the mean or the maximum over its live steps, feature by feature.
 *
 * <pre>
 *   y[b, :] = sum of x[b, :, t] / n_b   MEAN      y[b, :] = max of x[b, :, t]   MAX
 * </pre>
 *
 * over the n_b live steps t of row b. Of steps with the same highest value the first one gets the
 * gradient.
 *
 * <p>Input {@code [batch, features, time]}, output {@code [batch, features]}. Mask {@code [batch,
 * time]}: a step masked 0 is not there, neither for the sum nor for the count nor for the maximum.
 * A row masked throughout gives zeros.
 */
public final class SequencePooling extends NoParamLayer {

  /** What is taken of the steps. */
  public enum Mode {
    /** Their mean. */
    MEAN,
    /** The highest value of each feature. */
    MAX
  }

  private static final long serialVersionUID = 1L;

  private static final Map<CacheMode, Long> NONE_CACHED =
      Map.of(CacheMode.NONE, 0L, CacheMode.HOST, 0L, CacheMode.DEVICE, 0L);

  private Mode mode;

  /** For Jackson. */
  SequencePooling() {}

  /**
   * @param mode what is taken of the steps
   */
  public SequencePooling(Mode mode) {
    this.mode = mode;
  }

  /**
   * @return what is taken of the steps
   */
  public Mode getMode() {
    return mode;
  }

  /**
   * @param mode what is taken of the steps
   */
  public void setMode(Mode mode) {
    this.mode = mode;
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> trainingListeners,
      int layerIndex,
      INDArray layerParamsView,
      boolean initializeParams,
      DataType networkDataType) {
    SequencePoolingInstance layer = new SequencePoolingInstance(conf, networkDataType);
    layer.setListeners(trainingListeners);
    layer.setIndex(layerIndex);
    return layer;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return InputType.feedForward(requireSequence(inputType).getSize());
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(
        inputType, requireSequence(inputType).getFormat(), getLayerName());
  }

  private InputType.InputTypeRecurrent requireSequence(InputType inputType) {
    if (inputType instanceof InputType.InputTypeRecurrent sequence) {
      return sequence;
    }
    throw new DL4JInvalidConfigException(
        "SequencePooling \"%s\": input type = %s: must be recurrent"
            .formatted(getLayerName(), inputType));
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return new LayerMemoryReport.Builder(
            layerName, getClass(), inputType, getOutputType(-1, inputType))
        .standardMemory(0, 0)
        .workingMemory(0, inputType.arrayElementsPerExample(), NONE_CACHED, NONE_CACHED)
        .cacheMemory(NONE_CACHED, NONE_CACHED)
        .build();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequencePooling;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof SequencePooling pooling && mode == pooling.mode;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + mode.hashCode();
  }
}
