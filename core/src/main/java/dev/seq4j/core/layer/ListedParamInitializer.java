package dev.seq4j.core.layer;

import dev.seq4j.core.layer.LayerParameter.Role;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Lays a layer's {@link LayerParameter}s out one after the other, each in 'c' order. */
public final class ListedParamInitializer implements ParamInitializer {

  private static final double DEFAULT_GAIN = 1;

  private final Function<Layer, List<LayerParameter>> lister;

  /**
   * @param lister the parameters of a layer whose sizes are known
   */
  public ListedParamInitializer(Function<Layer, List<LayerParameter>> lister) {
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
        double gain = isSet(layer.getGainInit()) ? layer.getGainInit() : DEFAULT_GAIN;
        parameter.initialize(
            params.get(parameter.name()), layer.getWeightInitFn(), layer.getBiasInit(), gain);
      }
      if (layer instanceof SequenceLayer sequences) {
        sequences.initialize(params);
      }
    }
    return params;
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
    return Collections.synchronizedMap(LayerParameter.split(listed(layer), view));
  }
}
