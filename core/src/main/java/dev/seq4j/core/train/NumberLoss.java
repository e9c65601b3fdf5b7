package dev.seq4j.core.train;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * The loss of a network that predicts numbers, by the loss function of its own output layer, so
 * that training and evaluation measure the same; such as the squared error of {@code LossMSE},
 * which is a mean over the numbers of a label.
 *
 * <p>A label is the numbers of a sequence, {@code [batch, numbers]}, or of a step, {@code [batch,
 * numbers, time]}. One masked 0 does not count.
 */
final class NumberLoss {

  private final ILossFunction function;

  private NumberLoss(ILossFunction function) {
    this.function = function;
  }

  /**
   * @param graph a network of one output
   * @return its loss, or null if its labels are classes
   */
  static NumberLoss of(ComputationGraph graph) {
    ILossFunction function = lossFunction(graph.getOutputLayer(0));
    return function == null || function instanceof LossMCXENT ? null : new NumberLoss(function);
  }

  private static ILossFunction lossFunction(Layer last) {
    org.deeplearning4j.nn.conf.layers.Layer layer = last == null ? null : last.conf().getLayer();
    if (layer instanceof BaseOutputLayer output) {
      return output.getLossFn();
    }
    if (layer instanceof LossLayer loss) {
      return loss.getLossFn();
    }
    return layer instanceof RnnLossLayer loss ? loss.getLossFn() : null;
  }

  /**
   * @param labels how many count
   * @param sum of their losses
   */
  record Sum(long labels, double sum) {}

  /**
   * @param predicted {@code [batch, numbers]} or {@code [batch, numbers, time]}
   * @param expected of the same shape
   * @param mask {@code [batch, 1]} or {@code [batch, time]}, or null if every label counts
   * @return the losses of the labels that count
   * @throws IllegalArgumentException if a shape is another
   */
  Sum of(INDArray predicted, INDArray expected, INDArray mask) {
    requireShape("labels", expected, predicted.shape());
    requireMask(mask, expected);
    INDArray counts =
        mask == null ? null : mask.dup('c').reshape('c', -1, 1).neq(0).castTo(predicted.dataType());
    double sum =
        function.computeScore(
            rows(expected), rows(predicted), new ActivationIdentity(), counts, false);
    long labels =
        counts == null ? rows(expected).size(0) : Math.round(counts.sumNumber().doubleValue());
    return new Sum(labels, sum);
  }

  /**
   * A mask of single numbers would be right for Deeplearning4j, but the mean is one over labels.
   *
   * @param mask of the labels, or null
   * @param labels {@code [batch, numbers]} or {@code [batch, numbers, time]}
   * @throws IllegalArgumentException if it does not hold one value a label
   */
  static void requireMask(INDArray mask, INDArray labels) {
    if (mask != null) {
      requireShape("mask", mask, labels.size(0), labels.rank() == 3 ? labels.size(2) : 1);
    }
  }

  private static void requireShape(String what, INDArray array, long... shape) {
    if (!Arrays.equals(array.shape(), shape)) {
      throw new IllegalArgumentException(
          "%s of shape %s: must be of shape %s"
              .formatted(what, Arrays.toString(array.shape()), Arrays.toString(shape)));
    }
  }

  /** Returns a row a label, {@code [labels, numbers]}. */
  private static INDArray rows(INDArray array) {
    return array.rank() == 3
        ? array.permute(0, 2, 1).dup('c').reshape('c', -1, array.size(1))
        : array;
  }
}
