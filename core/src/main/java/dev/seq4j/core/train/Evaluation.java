package dev.seq4j.core.train;

import dev.seq4j.core.layer.recurrent.CarriedState;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares what a network gives with labels.
 *
 * <p>Class probabilities are compared with integers: labels are {@code [batch, 1]} for
 * probabilities {@code [batch, classes]}, or {@code [batch, 1, time]} for {@code [batch, classes,
 * time]}. Where the output layer's loss is none of classes, such as {@code LossMSE}, labels are
 * numbers and have the shape of the output; that loss is measured, and there is no accuracy.
 * Positions masked 0 do not count.
 */
public final class Evaluation {

  /** Below this a probability counts as this, so that one certain error does not hide all else. */
  private static final double SMALLEST_PROBABILITY = 1e-10;

  private double loss;
  private long correct;
  private long labels;
  private boolean numbers;

  /**
   * Runs a network over a data set, which is read in the order of its first epoch, so that equal
   * weights have equal metrics to the last bit; where its batches go on from one to the next, so
   * does the state of the recurrent layers, if the network can carry it.
   *
   * @param graph a network of one output
   * @param data from its start to its end; at its start again after
   * @return the mean over all labels; NaN where there are none
   */
  public static Metrics of(ComputationGraph graph, ResumableBatches data) {
    Evaluation evaluation = new Evaluation();
    ContinuedPasses passes = new ContinuedPasses(graph);
    boolean carries = CarriedState.isPossibleIn(graph);
    data.seek(0, 0);
    while (data.hasNext()) {
      if (carries) {
        passes.next(data, batch -> evaluation.add(graph, batch));
      } else {
        evaluation.add(graph, data.nextBatch());
      }
    }
    data.seek(0, 0);
    return evaluation.metrics();
  }

  /**
   * Runs a network over a data set, as {@link #of(ComputationGraph, ResumableBatches)} does.
   *
   * @param graph a network of one input and one output
   * @param data from its start to its end; at its start again after
   * @return the mean over all labels; NaN where there are none
   */
  public static Metrics of(ComputationGraph graph, ResumableIterator data) {
    return of(graph, (ResumableBatches) data);
  }

  /**
   * Runs a network over the data of any iterator.
   *
   * @param graph a network of one input and one output
   * @param data reset before and after
   * @return the mean over all labels; NaN where there are none
   */
  public static Metrics of(ComputationGraph graph, DataSetIterator data) {
    if (data instanceof ResumableIterator resumable) {
      return of(graph, resumable);
    }
    Evaluation evaluation = new Evaluation();
    data.reset();
    while (data.hasNext()) {
      evaluation.add(graph, data.next());
    }
    data.reset();
    return evaluation.metrics();
  }

  /**
   * Adds a batch.
   *
   * @param graph a network of one input and one output
   * @param batch features, labels and their masks
   */
  public void add(ComputationGraph graph, DataSet batch) {
    add(graph, batch.toMultiDataSet());
  }

  /**
   * Adds a batch.
   *
   * @param graph a network of one output
   * @param batch features, labels and their masks
   */
  public void add(ComputationGraph graph, MultiDataSet batch) {
    INDArray output =
        graph
            .output(
                false,
                batch.getFeatures(),
                batch.getFeaturesMaskArrays(),
                batch.getLabelsMaskArrays())[0];
    NumberLoss numberLoss = NumberLoss.of(graph);
    if (numberLoss == null) {
      add(output, batch.getLabels(0), batch.getLabelsMaskArray(0));
    } else {
      add(numberLoss.of(output, batch.getLabels(0), batch.getLabelsMaskArray(0)));
    }
  }

  private void add(NumberLoss.Sum sum) {
    numbers = true;
    loss += sum.sum();
    labels += sum.labels();
  }

  /**
   * Adds a batch. The probabilities, which may be many, are not copied.
   *
   * @param probabilities {@code [batch, classes]} or {@code [batch, classes, time]}
   * @param expected integer labels, {@code [batch, 1]} or {@code [batch, 1, time]}
   * @param mask {@code [batch, 1]} or {@code [batch, time]}, or null if every position counts
   * @throws IllegalArgumentException if a shape is another, or a label is not a class
   */
  public void add(INDArray probabilities, INDArray expected, INDArray mask) {
    if (probabilities.rank() == 2) {
      requireShape("labels", expected, "integers of shape", probabilities.size(0), 1);
      requireShape("mask", mask, "of shape", probabilities.size(0), 1);
      addSteps(Nd4j.expandDims(probabilities, 2), Nd4j.expandDims(expected, 2), mask);
    } else {
      long batch = probabilities.size(0);
      long time = probabilities.size(2);
      requireShape("labels", expected, "integers of shape", batch, 1, time);
      requireShape("mask", mask, "of shape", batch, time);
      addSteps(probabilities, expected, mask);
    }
  }

  private void addSteps(INDArray probabilities, INDArray expected, INDArray mask) {
    long batch = probabilities.size(0);
    long classes = probabilities.size(1);
    long time = probabilities.size(2);
    INDArray mostProbable = probabilities.argMax(1); // [batch, time]
    for (long row = 0; row < batch; row++) {
      for (long t = 0; t < time; t++) {
        if (mask == null || mask.getDouble(row, t) != 0) {
          long label = expected.getLong(row, 0, t);
          if (label < 0 || label >= classes) {
            throw new IllegalArgumentException(
                "label %d: must be in [0, %d)".formatted(label, classes));
          }
          count(probabilities.getDouble(row, label, t), mostProbable.getLong(row, t) == label);
        }
      }
    }
  }

  private void count(double probability, boolean mostProbable) {
    correct += mostProbable ? 1 : 0;
    // Math.max would keep NaN, and so must this: a broken network has to show.
    loss -= Math.log(probability < SMALLEST_PROBABILITY ? SMALLEST_PROBABILITY : probability);
    labels++;
  }

  private static void requireShape(String what, INDArray array, String kind, long... shape) {
    if (array != null && !Arrays.equals(array.shape(), shape)) {
      throw new IllegalArgumentException(
          "%s of shape %s: must be %s %s"
              .formatted(what, Arrays.toString(array.shape()), kind, Arrays.toString(shape)));
    }
  }

  /**
   * @return the mean over all labels so far; NaN where there are none
   */
  public Metrics metrics() {
    double accuracy = numbers ? Double.NaN : (double) correct / labels;
    return new Metrics(loss / labels, accuracy, labels);
  }
}
