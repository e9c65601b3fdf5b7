package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.train.TrainingResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** A training that stopped and went on ends with the same bits as one that never stopped. */
class TrainerResumeTest {

  @TempDir Path folder;

  /**
   * What is trained and how.
   *
   * @param validation or null for none
   */
  private record Setting(
      ToyNetwork network, ToyBatches training, ToyBatches validation, Consumer<Trainer> options) {

    Trainer trainer(ComputationGraph graph) {
      Trainer trainer = Trainer.of(graph).seed(11).logEvery(2);
      if (validation != null) {
        trainer.validation(validation);
      }
      options.accept(trainer);
      return trainer;
    }

    Setting with(Consumer<Trainer> more) {
      return new Setting(network, training, validation, options.andThen(more));
    }

    TrainingEnd straight() {
      ComputationGraph graph = network.build();
      return TrainingEnd.of(graph, trainer(graph).fit(training));
    }

    /** Begins or goes on in a process of its own, as it were: new network, new trainer. */
    TrainingEnd run(Path path, TrainingObserver observer) {
      return run(path, network.build(), observer);
    }

    TrainingEnd run(Path path, ComputationGraph graph, TrainingObserver observer) {
      boolean resume = Files.exists(path);
      try (RunDirectory run = resume ? RunDirectory.open(path) : RunDirectory.create(path)) {
        run.describe("toy");
        Trainer trainer = trainer(graph).run(run).resume(resume);
        trainer.observer(observer);
        return TrainingEnd.of(graph, trainer.fit(training));
      }
    }

    TrainingEnd runUntil(Path path, long iteration) {
      ComputationGraph graph = network.build();
      boolean resume = Files.exists(path);
      try (RunDirectory run = resume ? RunDirectory.open(path) : RunDirectory.create(path)) {
        run.describe("toy");
        Trainer trainer = trainer(graph).run(run).resume(resume);
        trainer.observer(stopAfter(trainer, iteration));
        return TrainingEnd.of(graph, trainer.fit(training));
      }
    }
  }

  private static final TrainingObserver NOBODY = new TrainingObserver() {};

  private static TrainingObserver stopAfter(Trainer trainer, long iteration) {
    return new TrainingObserver() {
      @Override
      public void iterated(TrainingProgress progress) {
        if (progress.iteration() == iteration) {
          trainer.requestStop();
        }
      }
    };
  }

  /** Three batches an epoch, the last of two rows. */
  private static final ToyBatches TEXTS = ToyBatches.classes(5, 10);

  private static final ToyBatches HELD_OUT = ToyBatches.classes(99, 6);

  private static ToyNetwork classifier() {
    return ToyNetwork.classifier().dropout(0.7);
  }

  private static Setting classifying(Consumer<Trainer> options) {
    return new Setting(classifier(), TEXTS, HELD_OUT, options);
  }

  static Stream<Named<Setting>> settings() {
    return Stream.of(
        named(
            "validation after each epoch, schedule, clipping",
            classifying(
                t ->
                    t.epochs(2)
                        .clipNorm(0.5)
                        .schedule(new WarmupCosineSchedule(0.03, 0.001, 2, 6)))),
        named(
            "validation every fourth iteration and at the end",
            classifying(t -> t.epochs(2).validateEvery(4).criterion(Criterion.ACCURACY))),
        named(
            "no validation, updater without state, checkpoint after each batch",
            new Setting(
                classifier().updater(new Sgd(0.5)),
                TEXTS,
                null,
                t -> t.epochs(2).checkpointEvery(Duration.ZERO))),
        named("most iterations in mid-epoch", classifying(t -> t.epochs(2).maxIterations(5))),
        named("most iterations at an epoch's end", classifying(t -> t.epochs(2).maxIterations(3))),
        named(
            "early stopping",
            new Setting(
                classifier().updater(new Adam(0.3)),
                TEXTS,
                HELD_OUT,
                t -> t.epochs(20).validateEvery(2).patience(1))),
        named(
            "language model with penalty",
            new Setting(
                ToyNetwork.languageModel().dropout(0.7).l2(1e-3),
                ToyBatches.nextTokens(5, 10),
                ToyBatches.nextTokens(99, 6),
                t -> t.epochs(2).clipNorm(0.3))),
        named(
            "numbers, early stopping by loss",
            new Setting(
                ToyNetwork.regression().dropout(0.7),
                ToyBatches.numbers(5, 10),
                ToyBatches.numbers(99, 6),
                t -> t.epochs(2).validateEvery(2).patience(3))),
        named(
            "streams that carry the state from batch to batch",
            new Setting(
                ToyNetwork.languageModel().ours().dropout(0.7),
                ToyBatches.streams(5, 4),
                ToyBatches.streams(99, 3),
                t -> t.epochs(2).validateEvery(3))));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aStopAfterAnyIterationChangesNothing(Setting setting) {
    TrainingEnd expected = setting.straight();
    setting.straight().assertIs(expected, "trained twice");
    Path inSteps = folder.resolve("steps");
    for (long k = 1; k <= expected.iterations(); k++) {
      Path path = folder.resolve("stop-" + k);
      TrainingEnd stopped = setting.runUntil(path, k);
      assertThat(stopped.iterations()).isEqualTo(k);
      if (k < expected.iterations()) {
        assertThat(stopped.outcome()).isEqualTo(Outcome.INTERRUPTED);
      }
      setting.run(path, NOBODY).assertIs(expected, "stopped after " + k);
      setting.runUntil(inSteps, k);
    }
    setting.run(inSteps, NOBODY).assertIs(expected, "stopped after each iteration");
    setting.run(inSteps, NOBODY).assertIs(expected, "resumed after its end");
  }

  @Test
  void aProcessThatDiesGoesOnFromItsLastCheckpoint() throws IOException {
    Setting setting =
        classifying(t -> t.epochs(2).validateEvery(2).checkpointEvery(Duration.ofDays(1)));
    TrainingEnd expected = setting.straight();
    for (long k = 1; k <= expected.iterations(); k++) {
      Path path = folder.resolve("crash-" + k);
      long last = k;
      IllegalStateException crash = new IllegalStateException("out of power");
      TrainingObserver death =
          new TrainingObserver() {
            @Override
            public void iterated(TrainingProgress progress) {
              if (progress.iteration() == last) {
                throw crash;
              }
            }
          };
      assertThatThrownBy(() -> setting.run(path, death)).isSameAs(crash);

      // Three batches an epoch: before the fourth batch there is no checkpoint at all.
      assertThat(Files.exists(path.resolve("checkpoint.zip"))).isEqualTo(k > 3);
      setting.run(path, NOBODY).assertIs(expected, "died after " + k);
    }
  }

  @Test
  void anOlderCheckpointLeadsToTheSameEnd() throws IOException {
    Setting setting = classifying(t -> t.epochs(3));
    TrainingEnd expected = setting.straight();
    Path path = folder.resolve("run");
    setting.runUntil(path, 2);
    Path older = folder.resolve("older.zip");
    Files.copy(path.resolve("checkpoint.zip"), older);
    setting.runUntil(path, 7);

    Files.copy(older, path.resolve("checkpoint.zip"), StandardCopyOption.REPLACE_EXISTING);

    setting.run(path, NOBODY).assertIs(expected, "after a step back");
  }

  @Test
  void aStopDuringValidationEndsThere() {
    Setting setting = classifying(t -> t.epochs(2));
    TrainingEnd expected = setting.straight();
    ComputationGraph graph = setting.network().build();
    Path path = folder.resolve("run");
    try (RunDirectory run = RunDirectory.create(path)) {
      run.describe("toy");
      Trainer trainer = setting.trainer(graph).run(run);
      trainer.observer(
          new TrainingObserver() {
            @Override
            public void validated(TrainingProgress progress, boolean best) {
              trainer.requestStop();
            }
          });
      TrainingResult result = trainer.fit(TEXTS);
      assertThat(result.outcome()).isEqualTo(Outcome.INTERRUPTED);
      assertThat(result.iterations()).isEqualTo(3);
    }

    setting.run(path, NOBODY).assertIs(expected, "stopped by the first validation");
  }

  @Test
  void aStopBeforeTheFirstBatchLearnsNothing() {
    Setting setting = classifying(t -> t.epochs(1));
    ComputationGraph graph = setting.network().build();
    Trainer trainer = setting.trainer(graph);
    trainer.requestStop();

    TrainingResult result = trainer.fit(TEXTS);

    assertThat(result.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(result.iterations()).isZero();
    assertThat(result.history()).isEmpty();
    assertThat(graph.params()).isEqualTo(setting.network().build().params());
  }

  @Test
  void theSameNetworkMayGoOnWithoutBeingBuiltAnew() {
    Setting setting = classifying(t -> t.epochs(2));
    Path path = folder.resolve("run");
    ComputationGraph graph = setting.network().build();
    try (RunDirectory run = RunDirectory.create(path)) {
      run.describe("toy");
      Trainer trainer = setting.trainer(graph).run(run);
      trainer.observer(stopAfter(trainer, 4)).fit(TEXTS);
    }

    setting.run(path, graph, NOBODY).assertIs(setting.straight(), "with the same network");
  }

  @Test
  void aNetworkThatWasTrainedBeforeStartsAnewAndResumesExactly() {
    Setting setting =
        classifying(t -> t.epochs(2).schedule(new WarmupCosineSchedule(0.03, 0.001, 3, 6)));
    TrainingEnd expected = null;
    for (long k = 0; k <= 6; k += 3) {
      ComputationGraph graph = pretrained();
      Path path = folder.resolve("tuned-" + k);
      if (k > 0) {
        try (RunDirectory run = RunDirectory.create(path)) {
          run.describe("toy");
          Trainer trainer = setting.trainer(graph).run(run);
          trainer.observer(stopAfter(trainer, k - 1)).fit(TEXTS);
        }
        graph = pretrained();
      }
      TrainingEnd end = setting.run(path, graph, NOBODY);
      if (expected == null) {
        expected = end;
        assertThat(end.iterationCount()).isEqualTo(6);
        assertThat(end.history().get(0).learningRate()).isEqualTo(0.02); // the second of warm-up
      }
      end.assertIs(expected, "tuned, stopped after " + (k - 1));
    }
  }

  private static ComputationGraph pretrained() {
    ComputationGraph graph = classifier().build();
    Trainer.of(graph).maxIterations(2).fit(ToyBatches.classes(3, 10));
    return graph;
  }

  @Test
  void moreEpochsIterationsOrPatienceGoOnAsIfAskedForAtFirst() {
    Setting fewer = classifying(t -> t.epochs(2).validateEvery(4));
    Setting more = fewer.with(t -> t.epochs(3));
    fewer.run(folder.resolve("epochs"), NOBODY);
    more.run(folder.resolve("epochs"), NOBODY).assertIs(more.straight(), "one more epoch");

    Setting seven = classifying(t -> t.epochs(3).maxIterations(7));
    Setting nine = seven.with(t -> t.maxIterations(9));
    seven.run(folder.resolve("iterations"), NOBODY);
    nine.run(folder.resolve("iterations"), NOBODY).assertIs(nine.straight(), "two more batches");

    Setting impatient =
        new Setting(
            classifier().updater(new Adam(0.3)),
            TEXTS,
            HELD_OUT,
            t -> t.epochs(4).validateEvery(1).patience(1));
    Setting patient = impatient.with(t -> t.patience(3));
    assertThat(impatient.run(folder.resolve("patience"), NOBODY).outcome())
        .isEqualTo(Outcome.EARLY_STOPPED);
    patient.run(folder.resolve("patience"), NOBODY).assertIs(patient.straight(), "more patience");
  }

  @Test
  void aTimeLimitEndsWithTheBestWeightsAndALargerOneGoesOn() {
    Setting setting = classifying(t -> t.epochs(2));
    TrainingEnd expected = setting.straight();
    Setting hurried = setting.with(t -> t.timeLimit(Duration.ofNanos(1)));
    Path path = folder.resolve("run");

    TrainingEnd first = hurried.run(path, NOBODY);

    assertThat(first.outcome()).isEqualTo(Outcome.TIME_LIMIT);
    assertThat(first.iterations()).isEqualTo(1);
    assertThat(first.history()).hasSize(1);
    assertThat(first.bestIteration()).isEqualTo(1);
    // With the same limit nothing is left to do; it must not creep on by a batch each time.
    hurried.run(path, NOBODY).assertIs(first, "the same limit");
    setting
        .with(t -> t.timeLimit(Duration.ofSeconds(Long.MAX_VALUE)))
        .run(path, NOBODY)
        .assertIs(expected, "a larger limit");
  }

  @Test
  void resumeWithoutACheckpointBegins() {
    Setting setting = classifying(t -> t.epochs(1));
    Path path = folder.resolve("run");
    try (RunDirectory run = RunDirectory.create(path)) {
      run.describe("toy");
    }

    setting.run(path, NOBODY).assertIs(setting.straight(), "resumed without a checkpoint");
  }

  @Test
  void resumeNeedsARun() {
    Trainer trainer = Trainer.of(classifier().build()).resume(true);

    assertThatThrownBy(() -> trainer.fit(TEXTS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("resume: needs the run directory");
  }

  @Test
  void timeBeforeTheStopCounts() {
    Setting setting = classifying(t -> t.epochs(2));
    Path path = folder.resolve("run");
    double[] seconds = new double[2];
    setting.runUntil(path, 3);
    setting.run(
        path,
        new TrainingObserver() {
          @Override
          public void started(TrainingProgress progress) {
            seconds[0] = progress.elapsed().toNanos() / 1e9;
            assertThat(progress.iteration()).isEqualTo(3);
            assertThat(progress.remaining()).isNull();
          }

          @Override
          public void finished(TrainingResult result) {
            seconds[1] = result.elapsed().toNanos() / 1e9;
            assertThat(result.history().get(result.history().size() - 1).seconds())
                .isGreaterThanOrEqualTo(seconds[0]);
          }
        });

    assertThat(seconds[0]).isPositive();
    assertThat(seconds[1]).isGreaterThan(seconds[0]);
  }
}
