package dev.seq4j.core.layer;

import dev.seq4j.core.layer.LayerParameter.Role;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Lays a layer's {@link LayerParameter}s out one after the other, each in 'c' order. */
final class ListedParamInitializer implements ParamInitializer {

  private static final double DEFAULT_GAIN = 1;

  private final Function<Layer, List<LayerParameter>> lister;

  /**
   * @param lister the parameters of a layer whose sizes are known
   */
  ListedParamInitializer(Function<Layer, List<LayerParameter>> lister) {
    this.lister = lister;
  }

  private List<LayerParameter> listed(Layer layer) {
    return lister.apply(layer);
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return listed(layer).stream().mapToLong(LayerParameter::length).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return listed(layer).stream().map(LayerParameter::name).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isWeightParam(layer, key)).toList();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isBiasParam(layer, key)).toList();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return listed(layer).stream()
        .anyMatch(parameter -> parameter.name().equals(key) && parameter.role() == Role.WEIGHT);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return listed(layer).stream()
        .anyMatch(parameter -> parameter.name().equals(key) && parameter.role() != Role.WEIGHT);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    BaseLayer layer = (BaseLayer) conf.getLayer();
    paramKeys(layer).forEach(conf::addVariable);
    Map<String, INDArray> params = split(layer, paramsView);
    if (initializeParams) {
      for (LayerParameter parameter : listed(layer)) {
        initialize(layer, parameter, params.get(parameter.name()));
      }
    }
    return params;
  }

  private static void initialize(BaseLayer layer, LayerParameter parameter, INDArray array) {
    switch (parameter.role()) {
      case WEIGHT ->
          array.assign(
              layer
                  .getWeightInitFn()
                  .init(parameter.in(), parameter.out(), parameter.shape(), 'c', array.dup('c')));
      case BIAS -> array.assign(layer.getBiasInit());
      case GAIN -> array.assign(isSet(layer.getGainInit()) ? layer.getGainInit() : DEFAULT_GAIN);
    }
  }

  private static boolean isSet(double gain) {
    return !Double.isNaN(gain);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return split(conf.getLayer(), gradientView);
  }

  private Map<String, INDArray> split(Layer layer, INDArray view) {
    long length = view == null ? 0 : view.length();
    if (length != numParams(layer)) {
      throw new DL4JInvalidConfigException(
          "%s \"%s\": parameters = %d: must be %d"
              .formatted(
                  layer.getClass().getSimpleName(),
                  layer.getLayerName(),
                  length,
                  numParams(layer)));
    }
    Map<String, INDArray> split = new LinkedHashMap<>();
    long from = 0;
    for (LayerParameter parameter : listed(layer)) {
      long to = from + parameter.length();
      INDArray part = view.reshape(length).get(NDArrayIndex.interval(from, to));
      split.put(parameter.name(), part.reshape('c', parameter.shape()));
      from = to;
    }
    return Collections.synchronizedMap(split);
  }
}
