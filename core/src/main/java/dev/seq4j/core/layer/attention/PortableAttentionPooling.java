package dev.seq4j.core.layer.attention;

import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.OutsideWorkspaces;
import dev.seq4j.core.layer.Rows;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Attention pooling in ND4J operations, for every type and backend. */
final class PortableAttentionPooling implements AttentionPoolingPath {

  private final List<LayerParameter> listed;

  // The last forward pass.
  private INDArray rows; // [time * batch, features]
  private INDArray weights; // [time, batch]
  private PortableAdditiveAttention attention;

  /**
   * @param listed the layer's parameters
   */
  PortableAttentionPooling(List<LayerParameter> listed) {
    this.listed = listed;
  }

  @Override
  public void forward(INDArray parameters, INDArray input, float[] live, INDArray output) {
    Map<String, INDArray> split = LayerParameter.split(listed, parameters);
    OutsideWorkspaces.make(
        () -> {
          long time = input.size(0);
          long batch = input.size(1);
          INDArray there = Rows.column(live, input);
          rows = Rows.of(input).muliColumnVector(there);
          INDArray u = split.get(AdditiveAttentionPooling.WEIGHTS);
          INDArray keys =
              rows.mmul(u).addiRowVector(split.get(AdditiveAttentionPooling.BIAS)).dup('c');
          attention =
              new PortableAdditiveAttention(
                  rows.reshape('c', input.shape()),
                  keys.reshape('c', time, batch, u.size(1)),
                  there.reshape('c', time, batch));
          weights = attention.weights(null, split.get(AdditiveAttentionPooling.SCORE));
          return output.assign(attention.context(weights));
        });
  }

  @Override
  public void backward(
      INDArray parameters, INDArray outputGradient, INDArray gradients, INDArray inputGradient) {
    Map<String, INDArray> split = LayerParameter.split(listed, parameters);
    Map<String, INDArray> to = LayerParameter.split(listed, gradients);
    INDArray toScore = to.get(AdditiveAttentionPooling.SCORE).assign(0);
    INDArray v = split.get(AdditiveAttentionPooling.SCORE);
    attention.backward(null, v, weights, outputGradient, toScore);
    INDArray toKeys = attention.toKeys().reshape('c', rows.size(0), v.length());
    to.get(AdditiveAttentionPooling.BIAS).assign(toKeys.sum(0));
    to.get(AdditiveAttentionPooling.WEIGHTS).assign(rows.transpose().mmul(toKeys));
    INDArray u = split.get(AdditiveAttentionPooling.WEIGHTS);
    INDArray toRows = toKeys.mmul(u.transpose()).dup('c').reshape('c', inputGradient.shape());
    inputGradient.assign(toRows.addi(attention.toMemory()));
  }

  @Override
  public float[] weights() {
    return weights
        .transpose()
        .castTo(DataType.FLOAT)
        .dup('c')
        .reshape(weights.length())
        .toFloatVector();
  }
}
