package dev.seq4j.core.layer.output;

import dev.seq4j.core.layer.LiveRows;
import dev.seq4j.core.layer.StepIntegers;
import dev.seq4j.core.layer.TimeMajor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.shape.OneHot;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Projection, softmax and cross-entropy in ND4J operations, for every type and backend. */
final class PortableCrossEntropy implements CrossEntropyPath {

  /** Logits at a time: whole time steps, so that memory does not grow with the sequence. */
  private static final long SLICE = 1 << 22;

  private final double smoothing;

  /**
   * @param labelSmoothing what the label's class gives to all
   */
  PortableCrossEntropy(double labelSmoothing) {
    smoothing = labelSmoothing;
  }

  @Override
  public void probabilities(
      INDArray weights, INDArray bias, INDArray input, float[] mask, INDArray output) {
    long time = input.size(0);
    long batch = input.size(1);
    long steps = stepsOfSlice(batch, weights.size(1));
    for (long from = 0; from < time; from += steps) {
      long to = Math.min(time, from + steps);
      INDArray counts = column(mask, batch, from, to, weights);
      INDArray logits = logits(weights, bias, LiveRows.keep(rows(input, from, to), counts));
      logits.subiColumnVector(logits.max(true, 1));
      Transforms.exp(logits, false);
      logits.diviColumnVector(logits.sum(true, 1));
      logits.muliColumnVector(counts);
      TimeMajor.steps(output, from, to)
          .assign(logits.reshape('c', to - from, batch, weights.size(1)));
    }
  }

  @Override
  public double[] losses(INDArray weights, INDArray bias, INDArray input, StepIntegers labels) {
    return run(weights, bias, input, labels, null, null, null);
  }

  @Override
  public double[] gradients(
      INDArray weights,
      INDArray bias,
      INDArray input,
      StepIntegers labels,
      INDArray weightGradient,
      INDArray biasGradient,
      INDArray inputGradient) {
    weightGradient.assign(0);
    if (biasGradient != null) {
      biasGradient.assign(0);
    }
    return run(weights, bias, input, labels, weightGradient, biasGradient, inputGradient);
  }

  private double[] run(
      INDArray weights,
      INDArray bias,
      INDArray input,
      StepIntegers labels,
      INDArray weightGradient,
      INDArray biasGradient,
      INDArray inputGradient) {
    long time = labels.time();
    long batch = labels.batch();
    long classes = weights.size(1);
    long steps = stepsOfSlice(batch, classes);
    double[] losses = new double[labels.batch()];
    for (long from = 0; from < time; from += steps) {
      long to = Math.min(time, from + steps);
      INDArray counts = column(labels.weights(), batch, from, to, weights); // [n, 1]
      // [n, in], n rows: steps of the slice * batch
      INDArray x = LiveRows.keep(rows(input, from, to), counts);
      INDArray logits = logits(weights, bias, x); // [n, classes]
      logits.subiColumnVector(logits.max(true, 1));
      INDArray expected = expected(labels, from, to, logits);
      INDArray share = logits.mul(expected).sum(true, 1); // [n, 1]
      INDArray probabilities = Transforms.exp(logits, false);
      INDArray sum = probabilities.sum(true, 1);
      INDArray loss = Transforms.log(sum, true).subi(share).muli(counts);
      add(loss, (int) (to - from), losses);
      if (weightGradient != null) {
        INDArray toLogits =
            probabilities.diviColumnVector(sum).subi(expected).muliColumnVector(counts);
        weightGradient.addi(x.transpose().mmul(toLogits));
        if (biasGradient != null) {
          biasGradient.addi(toLogits.sum(0));
        }
        TimeMajor.steps(inputGradient, from, to)
            .assign(
                toLogits
                    .mmul(weights.transpose())
                    .dup('c')
                    .reshape('c', to - from, batch, weights.size(0)));
      }
    }
    return losses;
  }

  private static long stepsOfSlice(long batch, long classes) {
    return Math.max(1, SLICE / (batch * classes));
  }

  private static INDArray rows(INDArray sequence, long from, long to) {
    return TimeMajor.steps(sequence, from, to)
        .dup('c')
        .reshape('c', (to - from) * sequence.size(1), sequence.size(2));
  }

  private static INDArray logits(INDArray weights, INDArray bias, INDArray x) {
    INDArray logits = x.mmul(weights).dup('c');
    return bias == null ? logits : logits.addiRowVector(bias);
  }

  /** What the probabilities should be, {@code [n, classes]}. */
  private INDArray expected(StepIntegers labels, long from, long to, INDArray like) {
    int[] slice = new int[(int) ((to - from) * labels.batch())];
    for (int i = 0; i < slice.length; i++) {
      slice[i] = labels.values()[at(i, labels.batch(), from, labels.time())];
    }
    INDArray expected = like.ulike();
    Nd4j.exec(new OneHot(Nd4j.createFromArray(slice), expected, (int) like.size(1)));
    return smoothing == 0 ? expected : expected.muli(1 - smoothing).addi(smoothing / like.size(1));
  }

  private static INDArray column(float[] values, long batch, long from, long to, INDArray like) {
    float[] slice = new float[(int) ((to - from) * batch)];
    int time = (int) (values.length / batch);
    for (int i = 0; i < slice.length; i++) {
      slice[i] = values[at(i, (int) batch, from, time)];
    }
    return Nd4j.createFromArray(slice).reshape(slice.length, 1).castTo(like.dataType());
  }

  /** Where row i of a slice, time-major, stands in {@code [batch, time]}. */
  private static int at(int i, int batch, long from, int time) {
    return i % batch * time + (int) from + i / batch;
  }

  private static void add(INDArray loss, int steps, double[] losses) {
    INDArray ofRows = loss.reshape('c', steps, losses.length).sum(0);
    for (int row = 0; row < losses.length; row++) {
      losses[row] += ofRows.getDouble(row);
    }
  }
}
