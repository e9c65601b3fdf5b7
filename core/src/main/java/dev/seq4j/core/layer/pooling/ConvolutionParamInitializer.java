package dev.seq4j.core.layer.pooling;

import dev.seq4j.core.kernel.pooling.ConvolutionShape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Lays out the parameters of a {@link SequenceConvolution}: all weights, then the biases. */
final class ConvolutionParamInitializer implements ParamInitializer {

  static final String WEIGHTS = "W";
  static final String BIAS = "b";

  static final ConvolutionParamInitializer INSTANCE = new ConvolutionParamInitializer();

  private ConvolutionParamInitializer() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    ConvolutionShape shape = ((SequenceConvolution) layer).shape();
    return (long) shape.weights() + shape.maps();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(WEIGHTS, BIAS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(WEIGHTS);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of(BIAS);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return WEIGHTS.equals(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return BIAS.equals(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    conf.addVariable(WEIGHTS);
    conf.addVariable(BIAS);
    SequenceConvolution layer = (SequenceConvolution) conf.getLayer();
    Map<String, INDArray> params = split(layer, paramsView);
    if (initializeParams) {
      initialize(layer, params.get(WEIGHTS));
      params.get(BIAS).assign(layer.getBiasInit());
    }
    return params;
  }

  /** The weights of each width as those of a dense layer that sees a whole window. */
  private static void initialize(SequenceConvolution layer, INDArray weights) {
    ConvolutionShape shape = layer.shape();
    int count = layer.getWidths().length;
    int maps = shape.maps() / count;
    for (int group = 0; group < count; group++) {
      int width = shape.width(group * maps);
      long seen = (long) width * shape.features();
      long[] window = {seen, maps};
      INDArray ofWidth = weights.ulike().reshape(weights.length());
      INDArray initial =
          layer
              .getWeightInitFn()
              .init(seen, maps, window, 'c', ofWidth.get(NDArrayIndex.interval(0, seen * maps)));
      for (int k = 0; k < width; k++) {
        place(shape, weights, k)
            .get(
                NDArrayIndex.all(), NDArrayIndex.interval((long) group * maps, (group + 1L) * maps))
            .assign(
                initial
                    .reshape('c', window)
                    .get(
                        NDArrayIndex.interval(
                            (long) k * shape.features(), (k + 1L) * shape.features()),
                        NDArrayIndex.all()));
      }
    }
  }

  /**
   * @param shape sizes of the layer
   * @param weights all of them or their gradient
   * @param k a place in a window
   * @return a view of its matrix, {@code [features, maps wider than k]}
   */
  static INDArray place(ConvolutionShape shape, INDArray weights, int k) {
    long columns = shape.mapsWiderThan(k);
    long from = shape.offset(k);
    return weights
        .reshape('c', 1, weights.length())
        .get(NDArrayIndex.point(0), NDArrayIndex.interval(from, from + shape.features() * columns))
        .reshape('c', shape.features(), columns);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return split((SequenceConvolution) conf.getLayer(), gradientView);
  }

  private Map<String, INDArray> split(SequenceConvolution layer, INDArray view) {
    if (view.length() != numParams(layer)) {
      throw new DL4JInvalidConfigException(
          "SequenceConvolution \"%s\": parameters = %d: must be %d"
              .formatted(layer.getLayerName(), view.length(), numParams(layer)));
    }
    long weights = layer.shape().weights();
    INDArray flat = view.reshape('c', 1, view.length());
    Map<String, INDArray> split = new LinkedHashMap<>();
    split.put(WEIGHTS, flat.get(NDArrayIndex.all(), NDArrayIndex.interval(0, weights)));
    split.put(BIAS, flat.get(NDArrayIndex.all(), NDArrayIndex.interval(weights, view.length())));
    return Collections.synchronizedMap(split);
  }
}
