package dev.seq4j.core.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Compares a network's class probabilities with integer labels.
 *
 * <p>Labels are {@code [batch, 1]} for probabilities {@code [batch, classes]}, or {@code [batch, 1,
 * time]} for {@code [batch, classes, time]}; positions masked 0 do not count.
 */
public final class Evaluation {

  /** Below this a probability counts as this, so that one certain error does not hide all else. */
  private static final double SMALLEST_PROBABILITY = 1e-10;

  private double loss;
  private long correct;
  private long labels;

  /**
   * Runs a network over a data set.
   *
   * @param graph a network of one input and one softmax output
   * @param data from its start to its end; reset before and after
   * @return the mean over all labels; NaN where there are none
   */
  public static Metrics of(ComputationGraph graph, DataSetIterator data) {
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
   * @param graph a network of one input and one softmax output
   * @param batch features, integer labels and their masks
   */
  public void add(ComputationGraph graph, DataSet batch) {
    INDArray probabilities =
        graph
            .output(
                false,
                new INDArray[] {batch.getFeatures()},
                masks(batch.getFeaturesMaskArray()),
                masks(batch.getLabelsMaskArray()))[0];
    add(probabilities, batch.getLabels(), batch.getLabelsMaskArray());
  }

  /**
   * @param probabilities {@code [batch, classes]} or {@code [batch, classes, time]}
   * @param expected integer labels, {@code [batch, 1]} or {@code [batch, 1, time]}
   * @param mask {@code [batch, time]}, or null if every position counts
   */
  public void add(INDArray probabilities, INDArray expected, INDArray mask) {
    int batch = (int) probabilities.size(0);
    int classes = (int) probabilities.size(1);
    int time = probabilities.rank() == 3 ? (int) probabilities.size(2) : 1;
    if (expected.length() != (long) batch * time) {
      throw new IllegalArgumentException(
          "labels: %d for %d x %d probabilities, integer labels are needed"
              .formatted(expected.length(), batch, time));
    }
    float[] p = probabilities.dup('c').data().asFloat(); // [batch, classes, time]
    int[] label = expected.dup('c').data().asInt(); // [batch, time]
    float[] counts = mask == null ? null : mask.dup('c').data().asFloat(); // [batch, time]
    for (int row = 0; row < batch; row++) {
      for (int t = 0; t < time; t++) {
        if (counts == null || counts[row * time + t] != 0) {
          count(p, row * classes * time + t, classes, time, label[row * time + t]);
        }
      }
    }
  }

  private void count(float[] p, int start, int classes, int stride, int label) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (p[start + c * stride] > p[start + best * stride]) {
        best = c;
      }
    }
    correct += best == label ? 1 : 0;
    float probability = p[start + label * stride];
    // Math.max would keep NaN, and so must this: a broken network has to show.
    loss -= Math.log(probability < SMALLEST_PROBABILITY ? SMALLEST_PROBABILITY : probability);
    labels++;
  }

  /**
   * @return the mean over all labels so far; NaN where there are none
   */
  public Metrics metrics() {
    return new Metrics(loss / labels, (double) correct / labels, labels);
  }

  private static INDArray[] masks(INDArray mask) {
    return mask == null ? null : new INDArray[] {mask};
  }
}
