package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.train.TrainingResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class TrainerTest {

  /** Three batches an epoch. */
  private static final ToyBatches TEXTS = ToyBatches.classes(5, 10);

  private static final ToyBatches HELD_OUT = ToyBatches.classes(99, 9);

  /** Keeps the weights after each iteration. */
  private static final class Weights implements TrainingObserver {
    private final ComputationGraph graph;
    final List<INDArray> after = new ArrayList<>();

    Weights(ComputationGraph graph) {
      this.graph = graph;
      after.add(graph.params().dup());
    }

    @Override
    public void iterated(TrainingProgress progress) {
      after.add(graph.params().dup());
    }
  }

  private static List<HistoryRow> validations(TrainingResult result) {
    return result.history().stream().filter(row -> row.validation() != null).toList();
  }

  @Test
  void learnsTheTask() {
    ComputationGraph graph = ToyNetwork.classifier().build();
    ToyBatches data = ToyBatches.classes(5, 40);

    TrainingResult result = Trainer.of(graph).epochs(12).logEvery(10).fit(data);

    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.iterations()).isEqualTo(120);
    assertThat(result.history()).hasSize(12);
    assertThat(result.history().get(11).trainLoss())
        .isLessThan(0.3 * result.history().get(0).trainLoss());
    assertThat(Evaluation.of(graph, data).accuracy()).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @EnumSource
  void theNetworkHoldsTheWeightsThatWereBestOnTheValidationSet(Criterion criterion) {
    ComputationGraph graph = ToyNetwork.classifier().updater(new Adam(0.1)).build();
    Weights weights = new Weights(graph);

    TrainingResult result =
        Trainer.of(graph)
            .epochs(5)
            .validation(HELD_OUT)
            .validateEvery(1)
            .criterion(criterion)
            .observer(weights)
            .fit(TEXTS);

    Comparator<HistoryRow> order = Comparator.comparingDouble(row -> -row.validation().loss());
    if (criterion == Criterion.ACCURACY) {
      order =
          Comparator.<HistoryRow>comparingDouble(row -> row.validation().accuracy())
              .thenComparing(order);
    }
    HistoryRow best = validations(result).stream().max(order).orElseThrow();
    assertThat(validations(result)).hasSize(15);
    assertThat(result.best()).isEqualTo(best.validation());
    assertThat(result.bestIteration()).isEqualTo(best.iteration()).isBetween(1L, 14L);
    assertThat(graph.params()).isEqualTo(weights.after.get((int) result.bestIteration()));
    assertThat(Evaluation.of(graph, HELD_OUT)).isEqualTo(result.best());
  }

  @Test
  void withoutValidationTheNetworkHoldsTheLastWeights() {
    ComputationGraph graph = ToyNetwork.classifier().build();
    Weights weights = new Weights(graph);

    TrainingResult result = Trainer.of(graph).epochs(2).observer(weights).fit(TEXTS);

    assertThat(graph.params()).isEqualTo(weights.after.get(6)).isNotEqualTo(weights.after.get(5));
    assertThat(result.best()).isNull();
    assertThat(result.bestIteration()).isZero();
  }

  @Test
  void anInterruptedTrainingLeavesTheCurrentWeights() {
    ComputationGraph graph = ToyNetwork.classifier().updater(new Sgd(30)).build();
    Weights weights = new Weights(graph);
    Trainer trainer =
        Trainer.of(graph).epochs(9).validation(HELD_OUT).validateEvery(1).observer(weights);
    trainer.observer(
        new TrainingObserver() {
          @Override
          public void validated(TrainingProgress progress, boolean best) {
            if (!best) {
              trainer.requestStop();
            }
          }
        });

    TrainingResult result = trainer.fit(TEXTS);

    assertThat(result.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(result.bestIteration()).isLessThan(result.iterations());
    assertThat(graph.params()).isEqualTo(weights.after.get((int) result.iterations()));
  }

  @ParameterizedTest
  @EnumSource
  void patienceCountsValidationsThatWereNotBetter(Criterion criterion) {
    ComputationGraph graph = ToyNetwork.classifier().updater(new Sgd(0)).build();

    TrainingResult result =
        Trainer.of(graph)
            .epochs(99)
            .validation(HELD_OUT)
            .validateEvery(2)
            .patience(3)
            .criterion(criterion)
            .fit(TEXTS);

    assertThat(result.outcome()).isEqualTo(Outcome.EARLY_STOPPED);
    assertThat(result.bestIteration()).isEqualTo(2);
    assertThat(result.iterations()).isEqualTo(2 + 3 * 2);
    assertThat(validations(result)).hasSize(4);
  }

  @Test
  void patienceWorksOnEpochsToo() {
    ComputationGraph graph = ToyNetwork.classifier().updater(new Sgd(0)).build();

    TrainingResult result =
        Trainer.of(graph).epochs(99).validation(HELD_OUT).patience(1).fit(TEXTS);

    assertThat(result.outcome()).isEqualTo(Outcome.EARLY_STOPPED);
    assertThat(result.iterations()).isEqualTo(2L * TEXTS.batchesPerEpoch());
  }

  @Test
  void validatingDoesNotChangeWhatIsLearnt() {
    ToyNetwork network = ToyNetwork.classifier().dropout(0.5);
    Trainer plain = Trainer.of(network.build()).epochs(2).logEvery(1);
    Trainer validating =
        Trainer.of(network.build()).epochs(2).logEvery(1).validation(HELD_OUT).validateEvery(1);

    assertThat(losses(validating.fit(TEXTS))).hasSize(6).isEqualTo(losses(plain.fit(TEXTS)));
  }

  private static List<Double> losses(TrainingResult result) {
    return result.history().stream().map(HistoryRow::trainLoss).toList();
  }

  @Test
  void theSeedDecidesOnDropout() {
    ToyNetwork network = ToyNetwork.classifier().dropout(0.5);
    List<Double> one = losses(Trainer.of(network.build()).seed(1).logEvery(1).fit(TEXTS));

    assertThat(losses(Trainer.of(network.build()).seed(1).logEvery(1).fit(TEXTS))).isEqualTo(one);
    assertThat(losses(Trainer.of(network.build()).seed(2).logEvery(1).fit(TEXTS)))
        .isNotEqualTo(one);
  }

  @Test
  void theLearningCurveCoversEachBatchOnce() {
    WarmupCosineSchedule schedule = new WarmupCosineSchedule(0.03, 0.001, 3, 11);
    ToyNetwork network = ToyNetwork.classifier();
    List<HistoryRow> every =
        Trainer.of(network.build())
            .schedule(schedule)
            .epochs(4)
            .maxIterations(11)
            .logEvery(1)
            .fit(TEXTS)
            .history();
    TrainingResult result =
        Trainer.of(network.build())
            .schedule(schedule)
            .epochs(4)
            .maxIterations(11)
            .logEvery(4)
            .validation(HELD_OUT)
            .fit(TEXTS);

    // Rows after 4 and 8, at the end of epochs after 3, 6, 9, and at the end after 11.
    assertThat(result.history())
        .extracting(HistoryRow::iteration)
        .containsExactly(3L, 4L, 6L, 8L, 9L, 11L);
    assertThat(result.history())
        .extracting(row -> row.validation() != null)
        .containsExactly(true, false, true, false, true, true);
    assertThat(result.history()).extracting(HistoryRow::epoch).containsExactly(0, 1, 1, 2, 2, 3);
    for (HistoryRow row : result.history()) {
      assertThat(row.learningRate()).isEqualTo(schedule.valueAt((int) row.iteration() - 1, 0));
      assertThat(row.seconds()).isPositive();
      assertThat(row.tokensPerSecond()).isPositive();
      assertThat(row.gradientNorm()).isPositive();
    }
    // The row after 8 is of the batches 7 and 8, of four rows with one label each.
    assertThat(result.history().get(3).trainLoss())
        .isEqualTo((every.get(6).trainLoss() + every.get(7).trainLoss()) / 2);
    assertThat(result.history().get(3).gradientNorm())
        .isEqualTo((every.get(6).gradientNorm() + every.get(7).gradientNorm()) / 2);
  }

  @Test
  void anIterationHasOneRowWhereLoggingAndValidationMeet() {
    TrainingResult result =
        Trainer.of(ToyNetwork.classifier().build())
            .epochs(2)
            .logEvery(3)
            .validation(HELD_OUT)
            .validateEvery(3)
            .fit(TEXTS);

    assertThat(result.history()).extracting(HistoryRow::iteration).containsExactly(3L, 6L);
    assertThat(validations(result)).hasSize(2);
  }

  @Test
  void whateverIsLeftAtTheEndIsARow() {
    TrainingResult result = Trainer.of(ToyNetwork.classifier().build()).fit(TEXTS);

    assertThat(result.history()).extracting(HistoryRow::iteration).containsExactly(3L);
  }

  @Test
  void aTimeLimitThatIsNotReachedChangesNothing() {
    TrainingResult result =
        Trainer.of(ToyNetwork.classifier().build()).timeLimit(Duration.ofDays(1)).fit(TEXTS);

    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aTrainerRunsOnce() {
    Trainer trainer = Trainer.of(ToyNetwork.classifier().build());
    trainer.fit(TEXTS);

    assertThatThrownBy(() -> trainer.fit(TEXTS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a trainer runs once: make another one");
  }

  @Test
  void settingsOutOfRangeAreRefusedWhenTheyAreSet() {
    Trainer trainer = Trainer.of(ToyNetwork.classifier().build());
    assertRefused(() -> trainer.epochs(0), "epochs = 0: must be 1 or above");
    assertRefused(() -> trainer.maxIterations(0), "iterations = 0: must be 1 or above");
    assertRefused(() -> trainer.validateEvery(-1), "validate every = -1: must be 0 or above");
    assertRefused(() -> trainer.patience(-1), "patience = -1: must be 0 or above");
    assertRefused(() -> trainer.logEvery(0), "log every = 0: must be 1 or above");
    assertRefused(() -> trainer.clipNorm(-1), "clip norm = -1.0: must be 0 (off) or above");
    assertRefused(() -> trainer.clipNorm(Double.NaN), "clip norm = NaN: must be 0 (off) or above");
    assertRefused(
        () -> trainer.clipNorm(Double.POSITIVE_INFINITY),
        "clip norm = Infinity: must be 0 (off) or above");
    assertRefused(() -> trainer.timeLimit(Duration.ZERO), "time limit = PT0S: must be above 0");
    assertRefused(
        () -> trainer.checkpointEvery(Duration.ofSeconds(-1)),
        "checkpoint every = PT-1S: must be 0 or above");
  }

  @Test
  void settingsThatDoNotGoTogetherAreRefusedBeforeTheFirstBatch() {
    ComputationGraph graph = ToyNetwork.classifier().build();
    INDArray before = graph.params().dup();
    assertRefused(
        () -> Trainer.of(graph).patience(2).fit(TEXTS),
        "patience = 2, validate every = 0: need validation data");
    assertRefused(
        () -> Trainer.of(graph).validateEvery(5).fit(TEXTS),
        "patience = 0, validate every = 5: need validation data");
    assertRefused(
        () -> Trainer.of(graph).validation(TEXTS).fit(TEXTS),
        "validation data: must have an iterator of their own");
    assertRefused(
        () -> Trainer.of(graph).fit(ToyBatches.classes(1, 0)), "training data: there is no batch");
    assertThat(graph.params()).isEqualTo(before);

    assertRefused(
        () -> Trainer.of(graph).validation(ToyBatches.classes(1, 0)).fit(TEXTS),
        "validation data: there is no label");
  }

  private static void assertRefused(Runnable action, String message) {
    assertThatThrownBy(action::run).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }
}
