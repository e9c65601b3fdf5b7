package dev.seq4j.core.layer.embedding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lays out the one parameter of a {@link TokenEmbedding}, {@code [vocabulary, size]}, in 'c' order.
 */
final class EmbeddingParamInitializer implements ParamInitializer {

  static final String WEIGHTS = "W";

  static final EmbeddingParamInitializer INSTANCE = new EmbeddingParamInitializer();

  private EmbeddingParamInitializer() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    TokenEmbedding embedding = (TokenEmbedding) layer;
    return embedding.getNIn() * embedding.getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return weightKeys(layer);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(WEIGHTS);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return WEIGHTS.equals(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    conf.addVariable(WEIGHTS);
    TokenEmbedding embedding = (TokenEmbedding) conf.getLayer();
    Map<String, INDArray> params = split(embedding, paramsView);
    if (initializeParams) {
      INDArray weights = params.get(WEIGHTS);
      // A row is the product with a one-hot vector: one input, whatever the vocabulary's size is.
      INDArray initial =
          embedding
              .getWeightInitFn()
              .init(1, embedding.getNOut(), weights.shape().clone(), 'c', weights.dup('c'));
      weights.assign(initial);
      if (embedding.isPadding()) {
        weights.getRow(TokenEmbedding.PADDING_ID).assign(0);
      }
    }
    return params;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return split((TokenEmbedding) conf.getLayer(), gradientView);
  }

  private Map<String, INDArray> split(TokenEmbedding embedding, INDArray view) {
    if (view.length() != numParams(embedding)) {
      throw new DL4JInvalidConfigException(
          "TokenEmbedding \"%s\": parameters = %d: must be %d"
              .formatted(embedding.getLayerName(), view.length(), numParams(embedding)));
    }
    Map<String, INDArray> split = new LinkedHashMap<>();
    split.put(
        WEIGHTS, view.reshape(view.length()).reshape('c', embedding.getNIn(), embedding.getNOut()));
    return Collections.synchronizedMap(split);
  }
}
