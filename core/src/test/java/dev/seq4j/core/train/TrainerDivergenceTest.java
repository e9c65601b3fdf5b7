package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.train.TrainingResult.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class TrainerDivergenceTest {

  /** Three batches an epoch. */
  private static final ToyBatches TEXTS = ToyBatches.classes(5, 10);

  private static final ToyBatches HELD_OUT = ToyBatches.classes(99, 6);

  @TempDir Path folder;
  private RunDirectory run;

  @BeforeEach
  void makeRun() {
    run = RunDirectory.create(folder.resolve("run"));
    run.describe("toy");
  }

  private static Trainer trainer(ComputationGraph graph) {
    return Trainer.of(graph).seed(3).epochs(3).validation(HELD_OUT);
  }

  private static TrainingObserver spoiling(ComputationGraph graph, long iteration, float value) {
    return new TrainingObserver() {
      @Override
      public void iterated(TrainingProgress progress) {
        if (progress.iteration() == iteration) {
          graph.getParam("lstm_RW").putScalar(2, 3, value);
        }
      }
    };
  }

  // Up to 1e30 and more an LSTM saturates and its loss stays finite: bad, but not diverged.
  @ParameterizedTest
  @ValueSource(doubles = {1e37, 1e38})
  void aLearningRateFarTooHighIsNamed(double learningRate) {
    ComputationGraph graph = ToyNetwork.classifier().updater(new Adam(learningRate)).build();
    Trainer trainer = Trainer.of(graph).epochs(9).run(run);

    assertThatThrownBy(() -> trainer.fit(TEXTS))
        .isInstanceOf(DivergedException.class)
        .message()
        .hasLineCount(1)
        .matches(
            "training diverged at iteration \\d+: .* in \\w+_\\w+.*; learning rate \\Q"
                + learningRate
                + "\\E, try a lower one or clip gradients");
  }

  @Test
  void aWeightThatIsNotANumberShowsInTheNextBatch() {
    ComputationGraph graph = ToyNetwork.classifier().build();

    assertThatThrownBy(
            () -> trainer(graph).observer(spoiling(graph, 4, Float.NaN)).run(run).fit(TEXTS))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "training diverged at iteration 5: loss NaN, largest gradient NaN in \\w+_\\w+;"
                + " learning rate 0.02, try a lower one or clip gradients");
  }

  @Test
  void anUpdateThatOverflowsInTheLastBatchDoesNotPassForATraining() {
    ComputationGraph graph = ToyNetwork.classifier().updater(new Sgd(1e39)).build();

    assertThatThrownBy(() -> Trainer.of(graph).maxIterations(1).fit(TEXTS))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "training diverged at iteration 1: weights that are not finite, the first in"
                + " embedding_W, gradient norm 0\\.\\d+; learning rate 1.0E39, try .*");
  }

  @Test
  void anUpdateThatOverflowsBeforeValidationIsNotBlamedOnTheValidation() {
    ComputationGraph graph = ToyNetwork.classifier().updater(new Sgd(1e39)).build();

    assertThatThrownBy(() -> trainer(graph).validateEvery(1).run(run).fit(TEXTS))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("at iteration 1: weights that are not finite, the first in ");
    assertThat(run.checkpoint()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void theCheckpointBeforeIsLeftAndLeadsOn(float value) {
    ComputationGraph undisturbed = ToyNetwork.classifier().build();
    TrainingEnd expected = TrainingEnd.of(undisturbed, trainer(undisturbed).fit(TEXTS));
    ComputationGraph graph = ToyNetwork.classifier().build();
    // In the middle of the second epoch, in its last batch, and where a checkpoint is due.
    for (long iteration = 4; iteration <= 6; iteration++) {
      TrainingObserver spoiling = spoiling(graph, iteration, value);
      Trainer spoilt =
          trainer(graph)
              .observer(spoiling)
              .run(run)
              .resume(true)
              .checkpointEvery(iteration == 5 ? Duration.ZERO : Duration.ofDays(1));

      assertThatThrownBy(() -> spoilt.fit(TEXTS)).isInstanceOf(DivergedException.class);

      ComputationGraph read = ToyNetwork.classifier().build();
      Checkpoint.Restored restored =
          Checkpoint.read(
              run.checkpoint(), read, Checkpoint.Identity.of(read, 3, TEXTS.batchesPerEpoch()));
      assertFinite(read.params());
      assertFinite(read.getUpdater().getStateViewArray());
      assertFinite(restored.best());
      assertThat(restored.state().bestIteration).isEqualTo(3);
    }
    ComputationGraph resumed = ToyNetwork.classifier().build();
    TrainingResult result = trainer(resumed).run(run).resume(true).fit(TEXTS);
    TrainingEnd.of(resumed, result).assertIs(expected, "after the divergence");
  }

  private static void assertFinite(INDArray array) {
    assertThat(array.sumNumber().doubleValue()).isFinite();
  }

  @Test
  void anotherNetworkCanBeTrainedAfterwards() {
    ComputationGraph graph = ToyNetwork.classifier().build();
    graph.getParam("output_W").putScalar(0, 0, Float.NaN);
    Trainer broken = Trainer.of(graph);
    assertThatThrownBy(() -> broken.fit(TEXTS)).isInstanceOf(DivergedException.class);
    assertThat(graph.getListeners()).isEmpty();

    TrainingResult result = Trainer.of(ToyNetwork.classifier().build()).fit(TEXTS);

    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void theLearningCurveOfARunThatDivergedIsThatOfItsCheckpoint() throws Exception {
    ComputationGraph graph = ToyNetwork.classifier().build();
    Trainer spoilt = trainer(graph).logEvery(1).observer(spoiling(graph, 5, Float.NaN)).run(run);
    assertThatThrownBy(() -> spoilt.fit(TEXTS)).isInstanceOf(DivergedException.class);

    assertThat(Files.readAllLines(run.path().resolve("metrics.csv"))).hasSize(1 + 3);
  }
}
