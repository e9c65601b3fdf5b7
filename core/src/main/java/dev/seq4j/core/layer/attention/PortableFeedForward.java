package dev.seq4j.core.layer.attention;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.attention.FeedForwardActivation;
import dev.seq4j.core.layer.LayerParameter;
import dev.seq4j.core.layer.OutsideWorkspaces;
import dev.seq4j.core.layer.Rows;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A position-wise feed-forward network in ND4J operations, for every type and backend. */
final class PortableFeedForward implements FeedForwardPath {

  private final List<LayerParameter> listed;
  private final FeedForwardActivation activation;
  private final DropoutMask dropout;

  // The last forward pass of training; a row is a step of a row of the batch.
  private INDArray rows; // [rows, in]
  private INDArray z; // [rows, hidden]
  private INDArray factors; // of dropout, [rows, hidden], or null
  private INDArray there; // [rows, 1] of ones and zeros

  /**
   * @param listed the parameters, those of {@link FeedForward}
   * @param activation between the two layers
   * @param dropped probability that a hidden unit is dropped
   */
  PortableFeedForward(
      List<LayerParameter> listed, FeedForwardActivation activation, double dropped) {
    this.listed = listed;
    this.activation = activation;
    dropout = new DropoutMask(dropped);
  }

  @Override
  public void forward(
      INDArray parameters, INDArray input, float[] live, INDArray output, long seed) {
    Map<String, INDArray> weights = LayerParameter.split(listed, parameters);
    OutsideWorkspaces.make(
        () -> {
          there = Rows.column(live, input);
          rows = Rows.of(input);
          z = first(weights, rows);
          factors = dropout.isActive() ? factors(seed, input, z.size(1)) : null;
          Rows.write(second(weights, active()), output);
          return output;
        });
  }

  @Override
  public void infer(INDArray parameters, INDArray input, float[] live, INDArray output) {
    Map<String, INDArray> weights = LayerParameter.split(listed, parameters);
    INDArray hidden = first(weights, Rows.of(input));
    INDArray result =
        activated(hidden)
            .mmul(weights.get(FeedForward.OUTER_WEIGHTS))
            .addiRowVector(weights.get(FeedForward.OUTER_BIAS));
    Rows.write(result.muliColumnVector(Rows.column(live, input)), output);
  }

  private static INDArray first(Map<String, INDArray> weights, INDArray rows) {
    return rows.mmul(weights.get(FeedForward.INNER_WEIGHTS))
        .addiRowVector(weights.get(FeedForward.INNER_BIAS));
  }

  private INDArray second(Map<String, INDArray> weights, INDArray active) {
    return active
        .mmul(weights.get(FeedForward.OUTER_WEIGHTS))
        .addiRowVector(weights.get(FeedForward.OUTER_BIAS))
        .muliColumnVector(there);
  }

  /** The same factors as those of the kernel. */
  private INDArray factors(long seed, INDArray input, long hidden) {
    int time = (int) input.size(0);
    int batch = (int) input.size(1);
    int width = (int) hidden;
    float[] all = new float[Math.multiplyExact(time * batch, width)];
    for (int t = 0; t < time; t++) {
      for (int row = 0; row < batch; row++) {
        dropout.fill(seed, (long) row * time + t, all, (t * batch + row) * width, width);
      }
    }
    return Nd4j.createFromArray(all)
        .reshape('c', (long) time * batch, width)
        .castTo(input.dataType());
  }

  /** What the second layer gets. */
  private INDArray active() {
    INDArray active = activated(z.dup());
    return factors == null ? active : active.muli(factors);
  }

  private INDArray activated(INDArray values) {
    return switch (activation) {
      case GELU -> values.mul(distribution(values));
      case RELU -> Transforms.relu(values, false);
    };
  }

  private INDArray slope() {
    return switch (activation) {
      case GELU -> distribution(z).addi(density(z).muli(z));
      case RELU -> z.gt(0).castTo(z.dataType());
    };
  }

  /** Of the standard normal. */
  private static INDArray distribution(INDArray x) {
    return Nd4j.math().erf(x.mul(Math.sqrt(0.5))).addi(1).muli(0.5);
  }

  private static INDArray density(INDArray x) {
    return Transforms.exp(x.mul(x).muli(-0.5), false).muli(1 / Math.sqrt(2 * Math.PI));
  }

  @Override
  public void backward(
      INDArray parameters, INDArray outputGradient, INDArray gradients, INDArray inputGradient) {
    Map<String, INDArray> weights = LayerParameter.split(listed, parameters);
    Map<String, INDArray> to = LayerParameter.split(listed, gradients);
    INDArray toOutput = Rows.of(outputGradient).muliColumnVector(there);
    to.get(FeedForward.OUTER_BIAS).assign(toOutput.sum(0));
    to.get(FeedForward.OUTER_WEIGHTS).assign(active().transpose().mmul(toOutput));
    INDArray toZ = toOutput.mmul(weights.get(FeedForward.OUTER_WEIGHTS).transpose()).muli(slope());
    if (factors != null) {
      toZ.muli(factors);
    }
    to.get(FeedForward.INNER_BIAS).assign(toZ.sum(0));
    to.get(FeedForward.INNER_WEIGHTS).assign(rows.transpose().mmul(toZ));
    Rows.write(toZ.mmul(weights.get(FeedForward.INNER_WEIGHTS).transpose()), inputGradient);
  }
}
