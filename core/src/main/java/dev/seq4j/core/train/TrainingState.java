package dev.seq4j.core.train;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.ArrayList;
import java.util.List;

/** What a training has to remember, besides weights, to go on as if it had never stopped. */
@JsonAutoDetect(fieldVisibility = Visibility.ANY, getterVisibility = Visibility.NONE)
final class TrainingState {

  /** The epoch of the next batch. */
  int epoch;

  /** The next batch's number in its epoch; all of them when the epoch's end is still to come. */
  int batch;

  long iteration;
  double seconds;

  /** That of the last batch. */
  double learningRate;

  Metrics validation;
  Metrics best;
  long bestIteration;
  int validationsSinceBest;

  /** Since the last row of the history. */
  double windowLoss;

  double windowLabels;
  double windowNorm;
  double windowTokens;
  double windowSeconds;
  int windowBatches;

  final List<HistoryRow> history = new ArrayList<>();

  /** Counts a batch that was learnt from. */
  void count(GradientStep step, double tokens, double seconds) {
    windowLoss += step.loss() * step.labels();
    windowLabels += step.labels();
    windowNorm += step.norm();
    windowTokens += tokens;
    windowSeconds += seconds;
    windowBatches++;
    iteration++;
    batch++;
  }

  /** The mean loss since the last row of the history, or that row's where nothing came since. */
  double recentLoss() {
    if (windowBatches > 0) {
      return windowLoss / windowLabels;
    }
    return history.isEmpty() ? Double.NaN : lastRow().trainLoss();
  }

  /** Whether the weights as they are have been validated. */
  boolean validated() {
    return !history.isEmpty()
        && lastRow().iteration() == iteration
        && lastRow().validation() != null;
  }

  /**
   * Closes the window with a row of the history.
   *
   * @param validated metrics of the weights, or null. With them and without new batches the last
   *     row gets them, so that an iteration has one row
   */
  void record(Metrics validated) {
    if (windowBatches > 0) {
      double norm = windowNorm / windowBatches;
      double speed = windowTokens / Math.max(1e-9, windowSeconds);
      history.add(
          new HistoryRow(
              iteration, epoch, seconds, recentLoss(), learningRate, norm, speed, validated));
      windowLoss = 0;
      windowLabels = 0;
      windowNorm = 0;
      windowTokens = 0;
      windowSeconds = 0;
      windowBatches = 0;
    } else if (validated != null && !history.isEmpty()) {
      history.set(history.size() - 1, lastRow().withValidation(seconds, validated));
    }
  }

  private HistoryRow lastRow() {
    return history.get(history.size() - 1);
  }
}
