package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

class LearningRateTest {

  private static final WarmupCosineSchedule SCHEDULE = new WarmupCosineSchedule(0.5, 0.1, 5, 20);

  @Test
  void isThatOfTheNextStep() {
    ComputationGraph graph = ToyNetwork.classifier().updater(new Adam(SCHEDULE)).build();
    assertThat(LearningRate.of(graph)).isEqualTo(0.1);

    graph.getConfiguration().setIterationCount(3);
    assertThat(LearningRate.of(graph)).isEqualTo(0.4);
  }

  @Test
  void isNotANumberWhereTheUpdaterHasNone() {
    assertThat(LearningRate.of(ToyNetwork.classifier().updater(new AdaDelta()).build())).isNaN();
  }

  @Test
  void aScheduleReachesTheLayerInsideOfAnother() {
    // From JSON, as a model that was loaded: each layer has an updater of its own.
    ComputationGraph graph = fromJson(ToyNetwork.classifier().updater(new Sgd(7)).build());

    LearningRate.set(graph, SCHEDULE);

    assertThat(ratesAt(graph, 2)).hasSize(6).allMatch(rate -> rate == SCHEDULE.valueAt(2, 0));
    // The step itself: W(new) = W - rate * gradient.
    DataSet batch = ToyBatches.classes(1, 4).next();
    graph.setInput(0, batch.getFeatures());
    graph.setLabels(batch.getLabels());
    INDArray before = graph.getParam("lstm_RW").dup();
    graph.computeGradientAndScore();
    INDArray gradient = graph.gradient().getGradientFor("lstm_RW").dup().divi(4);
    graph.fit(new DataSet(batch.getFeatures(), batch.getLabels()));
    INDArray change = before.sub(graph.getParam("lstm_RW"));
    assertThat(change.distance2(gradient.mul(SCHEDULE.valueAt(0, 0)))).isCloseTo(0, within(1e-6));
  }

  @Test
  void aScheduleReachesBothDirections() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(1))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(3))
                .addLayer("both", new Bidirectional(new LSTM.Builder().nOut(2).build()), "in")
                .addLayer(
                    "output",
                    new RnnOutputLayer.Builder(new LossSparseMCXENT())
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "both")
                .setOutputs("output")
                .build());
    graph = fromJson(graph);

    LearningRate.set(graph, SCHEDULE);

    assertThat(ratesAt(graph, 1)).hasSize(8).containsOnly(SCHEDULE.valueAt(1, 0));
  }

  @Test
  void aScheduleIsPartOfTheConfigurationFromThenOn() {
    ComputationGraph graph = ToyNetwork.classifier().build();

    LearningRate.set(graph, SCHEDULE);

    ComputationGraph again = fromJson(graph);
    assertThat(again.getConfiguration()).isEqualTo(graph.getConfiguration());
    assertThat(ratesAt(again, 3)).containsOnly(SCHEDULE.valueAt(3, 0));
  }

  private static ComputationGraph fromJson(ComputationGraph graph) {
    String json = graph.getConfiguration().toJson();
    ComputationGraph read = new ComputationGraph(ComputationGraphConfiguration.fromJson(json));
    read.init();
    return read;
  }

  /** The learning rate of each parameter, as the updater will see it. */
  private static List<Double> ratesAt(ComputationGraph graph, int iteration) {
    return graph.getUpdater().getUpdaterBlocks().stream()
        .flatMap(block -> block.getLayersAndVariablesInBlock().stream())
        .map(LearningRateTest::updater)
        .map(updater -> updater.getLearningRate(iteration, 0))
        .toList();
  }

  private static IUpdater updater(UpdaterBlock.ParamState parameter) {
    return parameter.getLayer().getConfig().getUpdaterByParam(parameter.getParamName());
  }
}
