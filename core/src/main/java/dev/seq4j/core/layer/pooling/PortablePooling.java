package dev.seq4j.core.layer.pooling;

import dev.seq4j.core.layer.OutsideWorkspaces;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pooling over time in ND4J operations, for every type and backend. */
final class PortablePooling implements PoolingPath {

  /** Added to steps that are not there, so that they are no maximum. */
  private static final double FAR_BELOW = -1e30;

  private final SequencePooling.Mode mode;

  // Of the last forward pass.
  private INDArray live; // [time, batch, 1], 1 where a step is there
  private INDArray steps; // [batch, 1], how many there are, 1 where there is none
  private INDArray anyLive; // [batch, 1]

  PortablePooling(SequencePooling.Mode mode) {
    this.mode = mode;
  }

  @Override
  public void forward(INDArray input, float[] ones, INDArray output) {
    OutsideWorkspaces.make(
        () -> {
          INDArray rows = Nd4j.createFromArray(ones).reshape('c', input.size(1), input.size(0));
          live = Nd4j.expandDims(rows.transpose().dup('c'), 2).castTo(input.dataType());
          anyLive = live.max(0);
          INDArray sum = live.sum(0);
          steps = sum.add(sum.eq(0).castTo(sum.dataType()));
          return output.assign(
              switch (mode) {
                case MEAN -> input.mul(live).sum(0).divColumnVector(steps);
                case MAX -> onlyLive(input).max(0).mulColumnVector(anyLive);
              });
        });
  }

  private INDArray onlyLive(INDArray input) {
    return input.mul(live).addi(live.rsub(1).muli(FAR_BELOW));
  }

  @Override
  public void backward(INDArray input, INDArray outputGradient, INDArray inputGradient) {
    OutsideWorkspaces.make(
        () -> {
          switch (mode) {
            case MEAN -> {
              INDArray share = outputGradient.divColumnVector(steps);
              inputGradient.assign(0).addi(Nd4j.expandDims(share, 0)).muli(live);
            }
            case MAX -> toHighest(input, outputGradient, inputGradient.assign(0));
          }
          return inputGradient;
        });
  }

  private void toHighest(INDArray input, INDArray outputGradient, INDArray inputGradient) {
    INDArray highest = onlyLive(input).argMax(0); // [batch, features]
    INDArray there = outputGradient.mulColumnVector(anyLive);
    for (long row = 0; row < highest.size(0); row++) {
      for (long feature = 0; feature < highest.size(1); feature++) {
        inputGradient.putScalar(
            highest.getLong(row, feature), row, feature, there.getDouble(row, feature));
      }
    }
  }
}
