package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class RnnClassifierTest {

  private static final int VOCABULARY = 10;

  private static ComputationGraph graph(NetworkSettings settings, int classes) {
    ComputationGraph graph =
        new ComputationGraph(settings.architecture().configure(settings, classes, VOCABULARY));
    graph.init();
    return graph;
  }

  private static NetworkSettings settings(ClassifierArchitecture architecture) {
    return NetworkSettings.of(architecture).withShape(shape -> shape.withEmbedding(4).withUnits(3));
  }

  private static INDArray output(ComputationGraph graph, int[][] ids, float[][] mask) {
    return graph
        .output(
            false,
            new INDArray[] {Nd4j.createFromArray(ids)},
            mask == null ? null : new INDArray[] {Nd4j.createFromArray(mask)})[0];
  }

  /**
   * Embedding 10 x 4. An LSTM has four gates, a simple layer one: units x (inputs + units + 1), so
   * 3 x 8 for the first and 3 x 7 for those above. A GRU has three and a second bias of 3. Output
   * (3 + 1) x classes.
   */
  @ParameterizedTest
  @CsvSource({
    "lstm, 1, 2, 144", // 40 + 96 + 8
    "lstm, 2, 2, 228", // 40 + 96 + 84 + 8
    "lstm, 3, 5, 324", // 40 + 96 + 84 + 84 + 20
    "gru, 1, 2, 123", // 40 + 75 + 8
    "rnn, 1, 2, 72", // 40 + 24 + 8
    "rnn, 2, 2, 93", // 40 + 24 + 21 + 8
  })
  void hasTheParametersOfItsFigure(String architecture, int layers, int classes, long parameters) {
    NetworkSettings settings =
        settings(ClassifierArchitecture.named(architecture))
            .withShape(shape -> shape.withLayers(layers));
    assertThat(graph(settings, classes).numParams()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @EnumSource(names = {"RNN", "LSTM", "GRU"})
  void readsTheLastWordThatTheMaskShows(ClassifierArchitecture architecture) {
    ComputationGraph graph =
        graph(settings(architecture).withShape(shape -> shape.withLayers(2)), 3);
    INDArray alone = output(graph, new int[][] {{4, 7, 2}}, null); // [1, classes]
    INDArray padded =
        output(
            graph,
            new int[][] {{4, 7, 2, 0, 0}, {5, 5, 5, 5, 5}},
            new float[][] {{1, 1, 1, 0, 0}, {1, 1, 1, 1, 1}}); // [2, classes]
    assertThat(padded.getRow(0).equalsWithEps(alone.getRow(0), 1e-6)).isTrue();
    INDArray unmasked = output(graph, new int[][] {{4, 7, 2, 0, 0}}, null);
    assertThat(unmasked.getRow(0).equalsWithEps(alone.getRow(0), 1e-4)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"last, 1", "mean, 1", "max, 1", "last, 2"})
  void twoDirectionsHaveTwiceTheParameters(String pooling, int layers) {
    NetworkSettings settings =
        settings(ClassifierArchitecture.RNN)
            .withShape(
                shape ->
                    shape
                        .withBidirectional(true)
                        .withLayers(layers)
                        .withPooling(Pooling.named(pooling)));
    // Embedding 40, 2 x 24 a first layer, 2 x 3 x (6 + 3 + 1) a second, (6 + 1) x 2 the output.
    assertThat(graph(settings, 2).numParams()).isEqualTo(40 + 2 * 24 + (layers - 1) * 60 + 14);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ATTENTION")
  void paddingHasNoPartInAnyPooling(Pooling pooling) {
    for (boolean both : new boolean[] {false, true}) {
      NetworkSettings settings =
          settings(ClassifierArchitecture.GRU)
              .withShape(shape -> shape.withLayers(2).withPooling(pooling).withBidirectional(both));
      ComputationGraph graph = graph(settings, 3);
      INDArray alone = output(graph, new int[][] {{4, 7, 2}}, null);
      INDArray padded =
          output(
              graph,
              new int[][] {{4, 7, 2, 0, 0}, {5, 5, 5, 5, 5}},
              new float[][] {{1, 1, 1, 0, 0}, {1, 1, 1, 1, 1}});
      assertThat(padded.getRow(0).equalsWithEps(alone.getRow(0), 1e-6)).isTrue();
      INDArray otherOrder = output(graph, new int[][] {{7, 4, 2}}, null);
      assertThat(otherOrder.equalsWithEps(alone, 1e-5)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RNN", "LSTM", "GRU"})
  void readsEachWordAndTheirOrder(ClassifierArchitecture architecture) {
    ComputationGraph graph = graph(settings(architecture), 2);
    INDArray outputs =
        output(graph, new int[][] {{4, 7, 2}, {5, 7, 2}, {7, 4, 2}, {4, 7, 3}}, null);
    for (int row = 1; row < 4; row++) {
      assertThat(outputs.getRow(row).equalsWithEps(outputs.getRow(0), 1e-5)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RNN", "LSTM", "GRU"})
  void dropoutIsInTrainingOnly(ClassifierArchitecture architecture) {
    ComputationGraph without = graph(settings(architecture).withDropout(0), 2);
    ComputationGraph with = graph(settings(architecture).withDropout(0.5), 2);
    int[][] ids = {{4, 7, 2}};
    assertThat(output(with, ids, null)).isEqualTo(output(without, ids, null));
    DataSet batch = new DataSet(Nd4j.createFromArray(ids), Nd4j.createFromArray(new int[][] {{1}}));
    with.fit(batch);
    without.fit(batch);
    assertThat(with.params()).isNotEqualTo(without.params());
  }

  @Test
  void learnsByAdamAtTheGivenRate() {
    ComputationGraph graph = graph(settings(ClassifierArchitecture.LSTM).withLearningRate(0.02), 2);
    assertThat(graph.getLearningRate("recurrent1")).isEqualTo(0.02);
    assertThat(graph.getLearningRate("embedding")).isEqualTo(0.02);
    assertThat(graph.getLayer("output").conf().getLayer().getUpdaterByParam("W"))
        .isEqualTo(new Adam(0.02));
  }

  @Test
  void theSeedMakesTheWeights() {
    NetworkSettings settings = settings(ClassifierArchitecture.LSTM);
    INDArray weights = graph(settings, 2).params();
    assertThat(graph(settings, 2).params()).isEqualTo(weights);
    assertThat(graph(settings.withSeed(1), 2).params()).isNotEqualTo(weights);
  }
}
