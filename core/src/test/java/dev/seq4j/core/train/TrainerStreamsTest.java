package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.layer.recurrent.CarriedState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Training and evaluation over data that go on from batch to batch. */
class TrainerStreamsTest {

  private static final ToyBatches STREAMS = ToyBatches.streams(5, 4);

  @TempDir Path folder;

  private static ToyNetwork network() {
    return ToyNetwork.languageModel().ours();
  }

  /** The mean loss of all streams in one pass from zeros. */
  private static double lossOfTheWhole(ComputationGraph graph) {
    List<INDArray> features = new ArrayList<>();
    List<INDArray> labels = new ArrayList<>();
    ToyBatches streams = ToyBatches.streams(5, 4);
    while (streams.hasNext()) {
      DataSet batch = streams.next();
      features.add(batch.getFeatures());
      labels.add(batch.getLabels());
    }
    Evaluation evaluation = new Evaluation();
    evaluation.add(
        graph,
        new DataSet(
            Nd4j.concat(1, features.toArray(INDArray[]::new)),
            Nd4j.concat(2, labels.toArray(INDArray[]::new))));
    return evaluation.metrics().loss();
  }

  @Test
  void evaluationReadsTheStreamsAsOneText() {
    ComputationGraph graph = network().build();
    double loss = Evaluation.of(graph, STREAMS).loss();
    assertThat(loss).isCloseTo(lossOfTheWhole(graph), within(1e-6));
    assertThat(Evaluation.of(graph, STREAMS).loss()).as("a second time").isEqualTo(loss);
    Evaluation apart = new Evaluation();
    ToyBatches batches = ToyBatches.streams(5, 4);
    while (batches.hasNext()) {
      apart.add(graph, batches.next());
    }
    assertThat(apart.metrics().loss()).as("each batch from zeros").isNotEqualTo(loss);
  }

  @Test
  void trainingReadsThemSoInEachEpoch() {
    ComputationGraph graph = network().updater(new Sgd(0)).build();
    TrainingResult result = Trainer.of(graph).epochs(2).logEvery(4).fit(STREAMS);
    double loss = lossOfTheWhole(graph);
    assertThat(result.history()).hasSize(2);
    for (HistoryRow row : result.history()) {
      assertThat(row.trainLoss()).isCloseTo(loss, within(1e-6));
    }
  }

  @Test
  void whatHappensBetweenTheBatchesChangesNothing() {
    ComputationGraph alone = network().build();
    Trainer.of(alone).epochs(2).fit(STREAMS);
    ComputationGraph watched = network().build();
    INDArray ids = ToyBatches.streams(5, 4).next().getFeatures();
    INDArray[] last = new INDArray[1];
    Trainer.of(watched)
        .epochs(2)
        .validation(ToyBatches.streams(7, 3))
        .validateEvery(1)
        .observer(
            new TrainingObserver() {
              @Override
              public void iterated(TrainingProgress progress) {
                watched.output(ids);
                watched.rnnTimeStep(ids);
                last[0] = watched.params().dup(); // the best may be others
              }
            })
        .fit(STREAMS);
    assertThat(last[0]).isEqualTo(alone.params());
  }

  @Test
  void otherRecurrentLayersAreRefusedInTrainingAndEvaluatedFromZeros() {
    ComputationGraph stock = ToyNetwork.languageModel().build();
    INDArray before = stock.params().dup();
    assertThatThrownBy(() -> Trainer.of(stock).fit(STREAMS))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("data that go on from batch to batch: layer \"lstm\" of type")
        .hasMessageContaining("cannot carry its state");
    assertThat(stock.params()).isEqualTo(before);
    assertThat(Evaluation.of(stock, STREAMS).loss()).isFinite();
  }

  @Test
  void aCheckpointMustFitTheDatasBeginnings() {
    ComputationGraph graph = network().build();
    Path with = folder.resolve("with");
    stopAfterTwo(graph, with, STREAMS);
    refuses(with, ToyBatches.nextTokens(5, 16), "holds a recurrent state, but the next batch");
    Path without = folder.resolve("without");
    stopAfterTwo(network().build(), without, ToyBatches.nextTokens(5, 16));
    refuses(without, STREAMS, "holds no recurrent state, but the next batch goes on from one");
  }

  private static void stopAfterTwo(ComputationGraph graph, Path path, ResumableIterator data) {
    try (RunDirectory run = RunDirectory.create(path)) {
      run.describe("toy");
      Trainer.of(graph).maxIterations(2).run(run).fit(data);
    }
  }

  private static void refuses(Path path, ResumableIterator data, String message) {
    try (RunDirectory run = RunDirectory.open(path)) {
      Trainer trainer = Trainer.of(network().build()).run(run).resume(true);
      assertThatThrownBy(() -> trainer.fit(data))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(run.checkpoint().toString())
          .hasMessageContaining(message);
    }
  }

  @Test
  void noStateIsLeftInTheNetwork() {
    ComputationGraph graph = network().build();
    Trainer.of(graph).maxIterations(2).fit(STREAMS);
    assertThat(CarriedState.of(graph).arrays()).isEmpty();
    assertThat(Evaluation.of(graph, STREAMS).loss()).isCloseTo(lossOfTheWhole(graph), within(1e-6));
  }
}
