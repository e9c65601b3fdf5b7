package dev.seq4j.core.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Lays out the parameters of a {@link CellLayer} in Deeplearning4j's flat array: {@code W_x},
 * {@code W_h}, {@code b}, each in 'c' order so that a kernel can read and write them where they
 * lie.
 */
final class CellParamInitializer implements ParamInitializer {

  static final CellParamInitializer INSTANCE = new CellParamInitializer();

  static final String INPUT_WEIGHTS = "W";
  static final String RECURRENT_WEIGHTS = "RW";
  static final String BIAS = "b";

  private static final List<String> WEIGHT_KEYS = List.of(INPUT_WEIGHTS, RECURRENT_WEIGHTS);
  private static final List<String> BIAS_KEYS = List.of(BIAS);
  private static final List<String> KEYS = List.of(INPUT_WEIGHTS, RECURRENT_WEIGHTS, BIAS);

  private CellParamInitializer() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    CellLayer cell = (CellLayer) layer;
    return (cell.getNIn() + cell.getNOut()) * cell.gates() * cell.getNOut()
        + cell.biasBlocks() * cell.getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return KEYS;
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return WEIGHT_KEYS;
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return BIAS_KEYS;
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return WEIGHT_KEYS.contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return BIAS_KEYS.contains(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    CellLayer cell = (CellLayer) conf.getLayer();
    KEYS.forEach(conf::addVariable);
    Map<String, INDArray> params = Collections.synchronizedMap(split(cell, paramsView));
    if (initializeParams) {
      initializeByGate(cell.getWeightInitFn(), cell, params.get(INPUT_WEIGHTS));
      IWeightInit recurrent =
          cell.getWeightInitFnRecurrent() == null
              ? cell.getWeightInitFn()
              : cell.getWeightInitFnRecurrent();
      initializeByGate(recurrent, cell, params.get(RECURRENT_WEIGHTS));
      params.get(BIAS).assign(cell.getBiasInit());
      cell.initializeBias(params.get(BIAS));
    }
    return params;
  }

  /** One matrix a gate: an initialisation sees its real shape, and orthogonal means orthogonal. */
  private static void initializeByGate(IWeightInit init, CellLayer cell, INDArray weights) {
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
    return split((CellLayer) conf.getLayer(), gradientView);
  }

  private Map<String, INDArray> split(CellLayer cell, INDArray view) {
    if (view.length() != numParams(cell)) {
      throw new DL4JInvalidConfigException(
          "%s \"%s\": parameters = %d: must be %d"
              .formatted(
                  cell.getClass().getSimpleName(),
                  cell.getLayerName(),
                  view.length(),
                  numParams(cell)));
    }
    long units = cell.getNOut();
    long columns = cell.gates() * units;
    long recurrentAt = cell.getNIn() * columns;
    long biasAt = recurrentAt + units * columns;
    INDArray flat = view.reshape(view.length());
    Map<String, INDArray> split = new LinkedHashMap<>();
    split.put(
        INPUT_WEIGHTS,
        flat.get(NDArrayIndex.interval(0, recurrentAt)).reshape('c', cell.getNIn(), columns));
    split.put(
        RECURRENT_WEIGHTS,
        flat.get(NDArrayIndex.interval(recurrentAt, biasAt)).reshape('c', units, columns));
    split.put(BIAS, flat.get(NDArrayIndex.interval(biasAt, flat.length())));
    return split;
  }
}
