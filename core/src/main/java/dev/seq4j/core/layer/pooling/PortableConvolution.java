package dev.seq4j.core.layer.pooling;

import dev.seq4j.core.kernel.pooling.ConvolutionShape;
import dev.seq4j.core.layer.OutsideWorkspaces;
import dev.seq4j.core.layer.TimeMajor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Convolutions with their maximum over time in ND4J operations, for every type and backend. */
final class PortableConvolution implements ConvolutionPath {

  /** Added to windows that do not count. */
  private static final double FAR_BELOW = -1e30;

  private final ConvolutionShape shape;
  private final int maps; // of each width
  private final int pad;

  // Of the last forward pass.
  private INDArray live; // [time, batch, 1]
  private INDArray anyLive; // [batch, 1]
  private INDArray[] highest; // of each width, the windows that gave the maxima, [batch, maps]

  /**
   * @param shape sizes of the convolutions
   * @param widths how many there are
   */
  PortableConvolution(ConvolutionShape shape, int widths) {
    this.shape = shape;
    maps = shape.maps() / widths;
    pad = shape.widest() - 1;
    highest = new INDArray[widths];
  }

  @Override
  public void forward(
      INDArray weights, INDArray bias, INDArray input, float[] ones, INDArray output) {
    OutsideWorkspaces.make(
        () -> {
          run(weights, bias, input, ones, output);
          return output;
        });
  }

  private void run(INDArray weights, INDArray bias, INDArray input, float[] ones, INDArray output) {
    long time = input.size(0);
    long batch = input.size(1);
    live =
        Nd4j.expandDims(
            Nd4j.createFromArray(ones).reshape('c', batch, time).transpose().dup('c'), 2);
    live = live.castTo(input.dataType());
    anyLive = live.max(0);
    INDArray padded = padded(input);
    INDArray paddedLive = padded(Nd4j.ones(input.dataType(), time, batch, 1));
    for (int group = 0; group < highest.length; group++) {
      int width = shape.width(group * maps);
      INDArray sums = Nd4j.zeros(input.dataType(), (time + pad) * batch, maps);
      INDArray seen = Nd4j.zeros(input.dataType(), time + pad, batch, 1);
      for (int k = 0; k < width; k++) {
        sums.addi(windows(padded, k, time + pad).mmul(matrix(weights, group, k)));
        seen.addi(steps(paddedLive, k, time + pad));
      }
      INDArray counting = seen.gt(0).castTo(input.dataType()); // [windows, batch, 1]
      INDArray all =
          sums.reshape('c', time + pad, batch, maps).addi(counting.rsub(1).muli(FAR_BELOW));
      highest[group] = all.argMax(0); // [batch, maps]
      output
          .get(NDArrayIndex.all(), columns(group))
          .assign(
              all.max(0)
                  .addiRowVector(bias.get(NDArrayIndex.all(), columns(group)).dup())
                  .muliColumnVector(anyLive));
    }
  }

  @Override
  public void backward(
      INDArray weights,
      INDArray input,
      INDArray outputGradient,
      INDArray weightGradient,
      INDArray biasGradient,
      INDArray inputGradient) {
    OutsideWorkspaces.make(
        () -> {
          INDArray there = outputGradient.mulColumnVector(anyLive); // [batch, all maps]
          biasGradient.assign(there.sum(true, 0));
          runBack(weights, input, there, weightGradient, inputGradient);
          return inputGradient;
        });
  }

  private void runBack(
      INDArray weights,
      INDArray input,
      INDArray outputGradient,
      INDArray weightGradient,
      INDArray inputGradient) {
    long time = input.size(0);
    long batch = input.size(1);
    INDArray padded = padded(input);
    INDArray toPadded = Nd4j.zeros(padded.dataType(), padded.shape());
    for (int group = 0; group < highest.length; group++) {
      INDArray toSums = Nd4j.zeros(input.dataType(), time + pad, batch, maps);
      for (long b = 0; b < batch; b++) {
        for (long m = 0; m < maps; m++) {
          toSums.putScalar(
              new long[] {highest[group].getLong(b, m), b, m},
              outputGradient.getDouble(b, (long) group * maps + m));
        }
      }
      INDArray rows = toSums.reshape('c', (time + pad) * batch, maps);
      for (int k = 0; k < shape.width(group * maps); k++) {
        matrix(weightGradient, group, k)
            .assign(windows(padded, k, time + pad).transpose().mmul(rows));
        INDArray toSteps = rows.mmul(matrix(weights, group, k).transpose());
        steps(toPadded, k, time + pad)
            .addi(toSteps.reshape('c', time + pad, batch, shape.features()));
      }
    }
    inputGradient.assign(steps(toPadded, pad, time).mul(live));
  }

  /**
   * With zeros before and after, and where no step is live, {@code [pad + time + pad, batch, n]}.
   */
  private INDArray padded(INDArray timeMajor) {
    long time = timeMajor.size(0);
    INDArray padded =
        Nd4j.zeros(timeMajor.dataType(), time + 2L * pad, timeMajor.size(1), timeMajor.size(2));
    steps(padded, pad, time).assign(timeMajor.mul(live));
    return padded;
  }

  private static INDArray steps(INDArray timeMajor, long from, long count) {
    return TimeMajor.steps(timeMajor, from, from + count);
  }

  /** The steps at place k of all windows, {@code [windows * batch, in]}. */
  private INDArray windows(INDArray padded, int k, long windows) {
    return steps(padded, k, windows)
        .dup('c')
        .reshape('c', windows * padded.size(1), shape.features());
  }

  private INDArray matrix(INDArray weights, int group, int k) {
    return ConvolutionParamInitializer.place(shape, weights, k)
        .get(NDArrayIndex.all(), columns(group));
  }

  private org.nd4j.linalg.indexing.INDArrayIndex columns(int group) {
    return NDArrayIndex.interval((long) group * maps, (group + 1L) * maps);
  }
}
