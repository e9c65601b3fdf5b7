package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Networks that predict numbers, trained and measured like any other. */
class RegressionTest {

  private static final int TRAINING_TEXTS = 64;
  private static final int EPOCHS = 25;

  /** What comes in goes out, so that losses can be said by hand. */
  private static ComputationGraph passing(InputType type, Layer loss) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(type)
                .addLayer("loss", loss, "in")
                .setOutputs("loss")
                .build());
    graph.init();
    return graph;
  }

  private static Metrics metrics(ComputationGraph graph, DataSet batch) {
    Evaluation evaluation = new Evaluation();
    evaluation.add(graph, batch);
    return evaluation.metrics();
  }

  @Test
  void aLabelASequenceIsComparedByHand() {
    INDArray given = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {5, 6}});
    INDArray expected = Nd4j.createFromArray(new float[][] {{1, 4}, {3, 4}, {0, 7}});
    INDArray mask = Nd4j.createFromArray(new float[][] {{1}, {1}, {0}});
    ComputationGraph squared =
        passing(
            InputType.feedForward(2),
            new LossLayer.Builder(new LossMSE()).activation(Activation.IDENTITY).build());
    ComputationGraph absolute =
        passing(
            InputType.feedForward(2),
            new LossLayer.Builder(new LossMAE()).activation(Activation.IDENTITY).build());

    Metrics all = metrics(squared, new DataSet(given, expected));
    assertThat(all.loss()).isCloseTo((4 / 2.0 + 0 + 26 / 2.0) / 3, within(1e-6));
    assertThat(all.labels()).isEqualTo(3);
    assertThat(all.hasAccuracy()).isFalse();
    Metrics masked = metrics(squared, new DataSet(given, expected, null, mask));
    assertThat(masked.loss()).isCloseTo(4 / 2.0 / 2, within(1e-6));
    assertThat(masked.labels()).isEqualTo(2);
    assertThat(metrics(absolute, new DataSet(given, expected)).loss())
        .isCloseTo((2 / 2.0 + 0 + 6 / 2.0) / 3, within(1e-6));
  }

  @Test
  void aLabelAStepIsComparedByHand() {
    INDArray given = Nd4j.createFromArray(new float[][][] {{{1, 2, 9}}, {{3, 4, 5}}}); // [2, 1, 3]
    INDArray expected = Nd4j.createFromArray(new float[][][] {{{1, 4, 0}}, {{0, 4, 4}}});
    INDArray mask = Nd4j.createFromArray(new float[][] {{1, 1, 0}, {1, 1, 1}});
    ComputationGraph graph =
        passing(
            InputType.recurrent(1),
            new RnnLossLayer.Builder(new LossMSE()).activation(Activation.IDENTITY).build());

    Metrics masked = metrics(graph, new DataSet(given, expected, null, mask));
    assertThat(masked.loss()).isCloseTo((0 + 4 + 9 + 0 + 1) / 5.0, within(1e-6));
    assertThat(masked.labels()).isEqualTo(5);
    assertThat(metrics(graph, new DataSet(given, expected)).loss())
        .isCloseTo((0 + 4 + 81 + 9 + 0 + 1) / 6.0, within(1e-5));
  }

  @Test
  void whatStandsBehindTheEndOfASequenceChangesNothing() {
    ComputationGraph graph = ToyNetwork.regressionOfSteps().ours().build();
    ToyBatches data = ToyBatches.numbersOfSteps(5, ToyBatches.BATCH);
    DataSet batch = data.next();
    Metrics before = metrics(graph, batch);

    INDArray padding = batch.getFeaturesMaskArray().rsub(1);
    assertThat(padding.sumNumber().intValue()).isPositive();
    batch.getFeatures().addi(padding.mul(7));
    batch.getLabels().addi(Nd4j.expandDims(padding, 1).mul(100));

    assertThat(metrics(graph, batch)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void learnsToPredictNumbers(boolean ofTexts) {
    ToyNetwork network =
        (ofTexts ? ToyNetwork.regression() : ToyNetwork.regressionOfSteps()).ours();
    ToyBatches train = batches(ofTexts, 5, TRAINING_TEXTS);
    ToyBatches validation = batches(ofTexts, 99, 32);
    ComputationGraph graph = network.build();
    double before = Evaluation.of(graph, validation).loss();

    TrainingResult result =
        Trainer.of(graph).epochs(EPOCHS).clipNorm(1).validation(validation).fit(train);

    assertThat(result.best().loss()).isLessThan(before / 10);
    assertThat(result.best()).isEqualTo(Evaluation.of(graph, validation));
  }

  private static ToyBatches batches(boolean ofTexts, long seed, int size) {
    return ofTexts ? ToyBatches.numbers(seed, size) : ToyBatches.numbersOfSteps(seed, size);
  }

  @Test
  void theLossStopsATrainingThatNoLongerGetsBetter() {
    ComputationGraph graph = ToyNetwork.regression().updater(new Sgd(1e-30)).build();
    TrainingResult result =
        Trainer.of(graph)
            .epochs(10)
            .patience(2)
            .validation(ToyBatches.numbers(99, 8))
            .fit(ToyBatches.numbers(5, 8));

    assertThat(result.outcome()).isEqualTo(TrainingResult.Outcome.EARLY_STOPPED);
    assertThat(result.iterations()).isEqualTo(3 * 2);
  }

  @Test
  void theLearningCurveSaysNoAccuracy() {
    ComputationGraph graph = ToyNetwork.regression().build();
    List<HistoryRow> history =
        Trainer.of(graph)
            .validation(ToyBatches.numbers(99, 8))
            .fit(ToyBatches.numbers(5, 8))
            .history();

    String row = history.get(history.size() - 1).toCsv();
    String[] cells = row.split(",", -1);
    assertThat(cells).hasSameSizeAs(HistoryRow.CSV_HEADER.split(","));
    assertThat(Double.parseDouble(cells[cells.length - 2])).isPositive();
    assertThat(cells[cells.length - 1]).isEmpty();
    assertThat(row).doesNotContain("NaN");
  }

  @Test
  void theBestByAccuracyIsRefused() {
    Trainer trainer =
        Trainer.of(ToyNetwork.regression().build())
            .validation(ToyBatches.numbers(99, 8))
            .criterion(Criterion.ACCURACY);

    assertThatThrownBy(() -> trainer.fit(ToyBatches.numbers(5, 8)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "criterion = ACCURACY: numbers that a network predicts have none, must be LOSS");
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    ComputationGraph graph =
        passing(
            InputType.feedForward(2),
            new OutputLayer.Builder(new LossMSE()).nOut(2).activation(Activation.IDENTITY).build());
    INDArray two = Nd4j.zeros(3, 2);

    assertThatThrownBy(() -> metrics(graph, new DataSet(two, Nd4j.zeros(3, 1))))
        .hasMessage("labels of shape [3, 1]: must be of shape [3, 2]");
    DataSet aMaskANumber = new DataSet(two, two, null, Nd4j.ones(3, 2));
    assertThatThrownBy(() -> metrics(graph, aMaskANumber))
        .hasMessage("mask of shape [3, 2]: must be of shape [3, 1]");
    assertThatThrownBy(() -> new GradientStep(graph, 0).learn(aMaskANumber.toMultiDataSet()))
        .hasMessage("mask of shape [3, 2]: must be of shape [3, 1]");
  }
}
