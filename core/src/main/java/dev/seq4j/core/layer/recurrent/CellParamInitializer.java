package dev.seq4j.core.layer.recurrent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Lays out the parameters of a {@link CellLayer}, or of a {@link Bidirectional} pair of them, in
 * Deeplearning4j's flat array: {@code W_x}, {@code W_h}, {@code b}, each in 'c' order so that a
 * kernel can read and write them where they lie.
 */
final class CellParamInitializer implements ParamInitializer {

  static final String INPUT_WEIGHTS = "W";
  static final String RECURRENT_WEIGHTS = "RW";
  static final String BIAS = "b";

  /** Stands before the names of a pair's forward cell. */
  static final String FORWARD = "f";

  /** Stands before the names of a pair's backward cell. */
  static final String BACKWARD = "b";

  static final CellParamInitializer ONE = new CellParamInitializer(List.of(""));
  static final CellParamInitializer PAIR = new CellParamInitializer(List.of(FORWARD, BACKWARD));

  private final List<String> prefixes;
  private final List<String> weightKeys = new ArrayList<>();
  private final List<String> biasKeys = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  private CellParamInitializer(List<String> prefixes) {
    this.prefixes = prefixes;
    for (String prefix : prefixes) {
      weightKeys.addAll(List.of(prefix + INPUT_WEIGHTS, prefix + RECURRENT_WEIGHTS));
      biasKeys.add(prefix + BIAS);
      keys.addAll(List.of(prefix + INPUT_WEIGHTS, prefix + RECURRENT_WEIGHTS, prefix + BIAS));
    }
  }

  private static CellLayer cellOf(Layer layer) {
    return layer instanceof Bidirectional pair ? pair.getCell() : (CellLayer) layer;
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    CellLayer cell = cellOf(layer);
    long rows = cell.getNIn() + cell.getNOut();
    return prefixes.size() * cell.getNOut() * (rows * cell.gates() + cell.biasBlocks());
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.copyOf(keys);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.copyOf(weightKeys);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.copyOf(biasKeys);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return weightKeys.contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return biasKeys.contains(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    keys.forEach(conf::addVariable);
    Map<String, INDArray> params = Collections.synchronizedMap(split(conf.getLayer(), paramsView));
    if (initializeParams) {
      for (String prefix : prefixes) {
        initialize((BaseRecurrentLayer) conf.getLayer(), prefix, params);
      }
    }
    return params;
  }

  private static void initialize(
      BaseRecurrentLayer layer, String prefix, Map<String, INDArray> params) {
    CellLayer cell = cellOf(layer);
    IWeightInit recurrent =
        layer.getWeightInitFnRecurrent() == null
            ? layer.getWeightInitFn()
            : layer.getWeightInitFnRecurrent();
    initializeByGate(layer.getWeightInitFn(), cell, params.get(prefix + INPUT_WEIGHTS));
    initializeByGate(recurrent, cell, params.get(prefix + RECURRENT_WEIGHTS));
    INDArray bias = params.get(prefix + BIAS);
    bias.assign(layer.getBiasInit());
    cell.initializeBias(bias);
  }

  /** One matrix a gate: an initialisation sees its real shape, and orthogonal means orthogonal. */
  static void initializeByGate(IWeightInit init, CellLayer cell, INDArray weights) {
    long in = weights.size(0);
    long units = cell.getNOut();
    for (int gate = 0; gate < cell.gates(); gate++) {
      INDArray matrix = Nd4j.create(weights.dataType(), in * units);
      matrix = init.init(in, units, new long[] {in, units}, 'c', matrix);
      PortableCell.blocks(weights, gate, gate + 1, units).assign(matrix);
    }
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return split(conf.getLayer(), gradientView);
  }

  private Map<String, INDArray> split(Layer layer, INDArray view) {
    if (view.length() != numParams(layer)) {
      throw new DL4JInvalidConfigException(
          "%s \"%s\": parameters = %d: must be %d"
              .formatted(
                  layer.getClass().getSimpleName(),
                  layer.getLayerName(),
                  view.length(),
                  numParams(layer)));
    }
    CellLayer cell = cellOf(layer);
    long units = cell.getNOut();
    long columns = cell.gates() * units;
    INDArray flat = view.reshape(view.length());
    Map<String, INDArray> split = new LinkedHashMap<>();
    long at = 0;
    for (String prefix : prefixes) {
      at = take(flat, at, split, prefix + INPUT_WEIGHTS, cell.getNIn(), columns);
      at = take(flat, at, split, prefix + RECURRENT_WEIGHTS, units, columns);
      at = take(flat, at, split, prefix + BIAS, cell.biasBlocks() * units);
    }
    return split;
  }

  private static long take(
      INDArray flat, long from, Map<String, INDArray> split, String key, long... shape) {
    long to = from + shape[0] * (shape.length == 1 ? 1 : shape[1]);
    split.put(key, flat.get(NDArrayIndex.interval(from, to)).reshape('c', shape));
    return to;
  }
}
