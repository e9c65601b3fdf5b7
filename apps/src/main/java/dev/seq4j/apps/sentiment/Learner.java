package dev.seq4j.apps.sentiment;

import dev.seq4j.apps.run.TrainingRun;
import dev.seq4j.core.train.HistoryRow;
import dev.seq4j.core.train.Metrics;
import dev.seq4j.core.train.TrainingResult;
import dev.seq4j.models.classifier.TextClassifier;
import java.util.List;
import java.util.Optional;

/** Learns to classify reviews, each kind of model in its own way. */
interface Learner {

  /**
   * Learns.
   *
   * @param run where checkpoints and the learning curve go
   * @return what came of it; empty if it was interrupted
   */
  Optional<Learned> learn(TrainingRun run);

  /**
   * What came of it.
   *
   * @param classifier the trained one
   * @param outcome why it ended
   * @param validation how good the weights were that were chosen; null if none validated
   * @param iterations batches learned from, 0 if all were learned at once
   * @param seconds training and validation
   * @param history the learning curve, empty if there is none
   */
  record Learned(
      TextClassifier classifier,
      TrainingResult.Outcome outcome,
      Metrics validation,
      long iterations,
      double seconds,
      List<HistoryRow> history) {}
}
