package dev.seq4j.core.train;

import java.time.Duration;
import java.util.List;

/**
 * What came of a training. The network holds the best weights by validation, or the last ones if
 * there was no validation or the training was stopped before its end.
 *
 * @param outcome why it ended
 * @param iterations how many batches were learnt from
 * @param best metrics of the weights that were kept, or null without validation
 * @param bestIteration after which iteration they were taken, 0 without validation
 * @param elapsed training time, the time before an interruption included
 * @param history the learning curve
 */
public record TrainingResult(
    Outcome outcome,
    long iterations,
    Metrics best,
    long bestIteration,
    Duration elapsed,
    List<HistoryRow> history) {

  /** Why a training ended. */
  public enum Outcome {
    /** All epochs or iterations were done. */
    COMPLETED,
    /** Validation did not improve any more. */
    EARLY_STOPPED,
    /** The time limit was reached. */
    TIME_LIMIT,
    /** {@link Trainer#requestStop()} was called; a checkpoint was written if there is a run. */
    INTERRUPTED
  }

  public TrainingResult {
    history = List.copyOf(history);
  }
}
