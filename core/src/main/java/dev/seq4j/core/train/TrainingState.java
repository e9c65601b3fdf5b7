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

  /** The next batch's number in its epoch. */
  int batch;

  long iteration;
  double seconds;

  Metrics validation;
  Metrics best;
  long bestIteration;
  int validationsSinceBest;

  /** Since the last row of the history. */
  double windowLoss;

  double windowLabels;
  double windowNorm;
  double windowTokens;
  double windowStart;
  int windowBatches;

  final List<HistoryRow> history = new ArrayList<>();

  /** Counts a batch that was learnt from. */
  void count(double meanLoss, double labels, double norm, double tokens) {
    windowLoss += meanLoss * labels;
    windowLabels += labels;
    windowNorm += norm;
    windowTokens += tokens;
    windowBatches++;
    iteration++;
    batch++;
  }

  /** The mean loss since the last row of the history, or that row's where nothing came since. */
  double recentLoss() {
    if (windowBatches > 0) {
      return windowLoss / windowLabels;
    }
    return history.isEmpty() ? Double.NaN : history.get(history.size() - 1).trainLoss();
  }

  /** Closes the window with a row of the history; a row without new batches takes over the loss. */
  void record(double learningRate, Metrics validated) {
    double loss = recentLoss();
    double norm = windowBatches > 0 ? windowNorm / windowBatches : lastNorm();
    double speed = windowTokens / Math.max(1e-9, seconds - windowStart);
    if (validated != null && windowBatches == 0 && !history.isEmpty()) {
      HistoryRow last = history.remove(history.size() - 1);
      speed = last.tokensPerSecond();
    }
    history.add(
        new HistoryRow(iteration, epoch, seconds, loss, learningRate, norm, speed, validated));
    windowLoss = 0;
    windowLabels = 0;
    windowNorm = 0;
    windowTokens = 0;
    windowBatches = 0;
    windowStart = seconds;
  }

  private double lastNorm() {
    return history.isEmpty() ? Double.NaN : history.get(history.size() - 1).gradientNorm();
  }
}
