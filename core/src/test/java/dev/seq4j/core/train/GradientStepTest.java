package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** What reaches the updater, seen through plain gradient descent with a learning rate of 1. */
class GradientStepTest {

  /** One batch: all that a data set of this size has. */
  private static final int ONE_BATCH = ToyBatches.BATCH;

  static Stream<Arguments> tasks() {
    return Stream.of(
        arguments("texts, masked", ToyNetwork.classifier(), ToyBatches.classes(5, ONE_BATCH)),
        arguments("texts", ToyNetwork.classifier(), ToyBatches.classes(5, ONE_BATCH).unmasked()),
        arguments("steps, masked", ToyNetwork.languageModel(), ToyBatches.nextTokens(5, ONE_BATCH)),
        arguments(
            "steps", ToyNetwork.languageModel(), ToyBatches.nextTokens(5, ONE_BATCH).unmasked()),
        arguments(
            "numbers of texts, masked", ToyNetwork.regression(), ToyBatches.numbers(5, ONE_BATCH)),
        arguments(
            "numbers of steps, masked",
            ToyNetwork.regressionOfSteps(),
            ToyBatches.numbersOfSteps(5, ONE_BATCH)),
        arguments(
            "numbers of steps",
            ToyNetwork.regressionOfSteps(),
            ToyBatches.numbersOfSteps(5, ONE_BATCH).unmasked()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tasks")
  void aStepGoesAgainstTheGradientOfTheMeanLossALabel(
      String name, ToyNetwork network, ToyBatches data) {
    ComputationGraph graph = network.type(DataType.DOUBLE).updater(new Sgd(1)).build();
    INDArray before = graph.params().dup();

    step(graph, data, 0);

    INDArray after = graph.params().dup();
    Random random = new Random(1);
    for (int i = 0; i < 25; i++) {
      int parameter = random.nextInt((int) before.length());
      assertThat(before.getDouble(parameter) - after.getDouble(parameter))
          .as("parameter %d", parameter)
          .isCloseTo(slope(graph, before, parameter, data), within(3e-6));
    }
  }

  /** The mean loss's derivative by one parameter, from two evaluations. */
  private static double slope(
      ComputationGraph graph, INDArray parameters, int index, ToyBatches data) {
    double step = 1e-3; // a smaller one drowns in floats: LastTimeStep makes some of doubles
    double[] loss = new double[2];
    for (int side = 0; side < 2; side++) {
      INDArray moved = parameters.dup();
      moved.putScalar(index, parameters.getDouble(index) + (side == 0 ? step : -step));
      graph.setParams(moved);
      loss[side] = Evaluation.of(graph, data).loss();
    }
    return (loss[0] - loss[1]) / (2 * step);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tasks")
  void theTrainingLossIsWhatAnEvaluationOfTheSameWeightsFinds(
      String name, ToyNetwork network, ToyBatches data) {
    ComputationGraph graph = network.build();
    double loss = Evaluation.of(graph, data).loss();

    HistoryRow row = step(graph, data, 0);

    assertThat(row.trainLoss()).isCloseTo(loss, within(1e-6));
    assertThat(Evaluation.of(graph, data).loss()).isLessThan(loss);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tasks")
  void clippingKeepsTheDirectionAndMakesTheNormTheThreshold(
      String name, ToyNetwork network, ToyBatches data) {
    network.updater(new Sgd(1));
    INDArray free = change(network, data, 0);
    double norm = free.norm2Number().doubleValue();

    INDArray clipped = change(network, data, norm / 3);

    assertThat(clipped.norm2Number().doubleValue()).isCloseTo(norm / 3, within(1e-5 * norm));
    assertThat(clipped.mul(3).distance2(free)).isLessThan(1e-5 * norm);
  }

  @Test
  void clippingNeverMakesAGradientLarger() {
    ToyNetwork network = ToyNetwork.languageModel().updater(new Sgd(1));
    ToyBatches data = ToyBatches.nextTokens(5, ONE_BATCH);
    INDArray free = change(network, data, 0);
    double norm = free.norm2Number().doubleValue();

    assertThat(change(network, data, norm * 1.01)).isEqualTo(free);
    assertThat(change(network, data, 1e9)).isEqualTo(free);
  }

  @Test
  void theNormInTheLearningCurveIsThatBeforeClipping() {
    ToyNetwork network = ToyNetwork.languageModel().updater(new Sgd(1));
    ToyBatches data = ToyBatches.nextTokens(5, ONE_BATCH);
    double norm = change(network, data, 0).norm2Number().doubleValue();

    assertThat(step(network.build(), data, norm / 3).gradientNorm())
        .isCloseTo(norm, within(1e-5 * norm));
  }

  @Test
  void weightPenaltiesAreNeitherClippedNorPartOfTheLoss() {
    double l2 = 0.5;
    ToyBatches data = ToyBatches.nextTokens(5, ONE_BATCH);
    ToyNetwork network = ToyNetwork.languageModel().updater(new Sgd(1));
    INDArray clipped = change(network, data, 0.01);
    HistoryRow free = step(network.build(), data, 0.01);
    INDArray weights = network.build().getParam("lstm_RW").dup();

    ComputationGraph penalised = network.l2(l2).build();
    HistoryRow row = step(penalised, data, 0.01);

    INDArray plain = ToyNetwork.languageModel().updater(new Sgd(1)).build().params().sub(clipped);
    ComputationGraph unpenalised = ToyNetwork.languageModel().build();
    unpenalised.setParams(plain);
    INDArray expected = unpenalised.getParam("lstm_RW").sub(weights.mul(l2));
    assertThat(penalised.getParam("lstm_RW").distance2(expected)).isLessThan(1e-5);
    assertThat(row.trainLoss()).isCloseTo(free.trainLoss(), within(1e-5));
    assertThat(row.gradientNorm()).isEqualTo(free.gradientNorm());
  }

  /** By how much the first step changes the weights: the gradient, as the learning rate is 1. */
  private static INDArray change(ToyNetwork network, ToyBatches data, double clipNorm) {
    ComputationGraph graph = network.build();
    INDArray before = graph.params().dup();
    step(graph, data, clipNorm);
    return before.sub(graph.params());
  }

  private static HistoryRow step(ComputationGraph graph, ToyBatches data, double clipNorm) {
    TrainingResult result =
        Trainer.of(graph).maxIterations(1).logEvery(1).clipNorm(clipNorm).fit(data);
    assertThat(result.history()).hasSize(1);
    return result.history().get(0);
  }
}
