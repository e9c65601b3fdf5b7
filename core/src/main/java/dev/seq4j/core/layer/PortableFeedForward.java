package dev.seq4j.core.layer;

import dev.seq4j.core.kernel.DropoutMask;
import dev.seq4j.core.kernel.FeedForwardActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A position-wise feed-forward network in ND4J operations, for every type and backend. */
final class PortableFeedForward implements FeedForwardPath {

  private final FeedForwardActivation activation;
  private final DropoutMask dropout;

  // The last forward pass of training; a row is a step of a row of the batch.
  private INDArray rows; // [rows, in]
  private INDArray z; // [rows, hidden]
  private INDArray factors; // of dropout, [rows, hidden], or null
  private INDArray there; // [rows, 1] of ones and zeros

  /**
   * @param activation between the two layers
   * @param dropped probability that a hidden unit is dropped
   */
  PortableFeedForward(FeedForwardActivation activation, double dropped) {
    this.activation = activation;
    dropout = new DropoutMask(dropped);
  }

  @Override
  public void forward(
      FeedForwardArrays weights, INDArray input, float[] live, INDArray output, long seed) {
    OutsideWorkspaces.make(
        () -> {
          there = Rows.column(live, input);
          rows = Rows.of(input);
          z = rows.mmul(weights.inner()).addiRowVector(weights.innerBias());
          factors = dropout.isActive() ? factors(seed, input, weights.innerBias().length()) : null;
          Rows.write(second(weights, active()), output);
          return output;
        });
  }

  @Override
  public void infer(FeedForwardArrays weights, INDArray input, float[] live, INDArray output) {
    INDArray hidden = Rows.of(input).mmul(weights.inner()).addiRowVector(weights.innerBias());
    INDArray result = activated(hidden).mmul(weights.outer()).addiRowVector(weights.outerBias());
    Rows.write(result.muliColumnVector(Rows.column(live, input)), output);
  }

  private INDArray second(FeedForwardArrays weights, INDArray active) {
    return active.mmul(weights.outer()).addiRowVector(weights.outerBias()).muliColumnVector(there);
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
      FeedForwardArrays weights,
      INDArray outputGradient,
      FeedForwardArrays gradients,
      INDArray inputGradient) {
    INDArray toOutput = Rows.of(outputGradient).muliColumnVector(there);
    gradients.outerBias().assign(toOutput.sum(0));
    gradients.outer().assign(active().transpose().mmul(toOutput));
    INDArray toZ = toOutput.mmul(weights.outer().transpose()).muli(slope());
    if (factors != null) {
      toZ.muli(factors);
    }
    gradients.innerBias().assign(toZ.sum(0));
    gradients.inner().assign(rows.transpose().mmul(toZ));
    Rows.write(toZ.mmul(weights.inner().transpose()), inputGradient);
  }
}
