package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.attention.AttentionWeights;
import dev.seq4j.models.Tiny;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AttentionClassifierTest {

  private static ComputationGraph graph(NetworkSettings settings) {
    ComputationGraph graph =
        new ComputationGraph(settings.architecture().configure(settings, 2, 10));
    graph.init();
    return graph;
  }

  private static NetworkSettings settings(ClassifierArchitecture architecture) {
    return NetworkSettings.of(architecture).withShape(shape -> shape.withEmbedding(4).withUnits(3));
  }

  /**
   * Embedding 10 x 4; a recurrent layer as in {@link RnnClassifierTest}; attention of 3 units over
   * d states, 3 d + 3 + 3; output (d + 1) x 2.
   */
  @ParameterizedTest
  @CsvSource({
    "lstm-attention, 1, false, 159", // 40 + 96 + 15 + 8
    "gru-attention, 1, false, 138", // 40 + 75 + 15 + 8
    "gru-attention, 1, true, 228", // 40 + 150 + 24 + 14
    "lstm-attention, 2, true, 510", // 40 + 192 + 240 + 24 + 14
  })
  void hasTheParametersOfItsFigure(String architecture, int layers, boolean both, long parameters) {
    NetworkSettings settings =
        settings(ClassifierArchitecture.named(architecture))
            .withShape(shape -> shape.withLayers(layers).withBidirectional(both));
    assertThat(graph(settings).numParams()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @EnumSource(names = {"LSTM_ATTENTION", "GRU_ATTENTION"})
  void paddingChangesNothing(ClassifierArchitecture architecture) {
    ComputationGraph graph =
        graph(settings(architecture).withShape(shape -> shape.withBidirectional(true)));
    INDArray alone = graph.outputSingle(Nd4j.createFromArray(new int[][] {{4, 7, 2}}));
    INDArray padded =
        graph
            .output(
                false,
                new INDArray[] {
                  Nd4j.createFromArray(new int[][] {{4, 7, 2, 0, 0}, {5, 6, 5, 6, 5}})
                },
                new INDArray[] {
                  Nd4j.createFromArray(new float[][] {{1, 1, 1, 0, 0}, {1, 1, 1, 1, 1}})
                })[0];
    assertThat(padded.getRow(0).equalsWithEps(alone.getRow(0), 1e-6)).isTrue();
    INDArray otherOrder = graph.outputSingle(Nd4j.createFromArray(new int[][] {{7, 4, 2}}));
    assertThat(otherOrder.equalsWithEps(alone, 1e-5)).isFalse();
  }

  @Test
  void anExplanationHasTheWeightsOfItsAttention() {
    NetworkClassifier classifier = Tiny.classifier(ClassifierArchitecture.GRU_ATTENTION);
    classifier.trainer().fit(Tiny.reviews(classifier, 40));
    Explanation explanation = classifier.explain("the cast is dreadful");
    List<Explanation.Weighted> attention = explanation.attention();
    assertThat(attention)
        .extracting(Explanation.Weighted::text)
        .containsExactly("the", "cast", "is", "dreadful");
    int[] ids = classifier.vocabulary().encode(List.of("the", "cast", "is", "dreadful"));
    INDArray weights = // [1, 1, 1, time]
        AttentionWeights.of(classifier.graph(), "pooled", Nd4j.createFromArray(new int[][] {ids}));
    for (int i = 0; i < ids.length; i++) {
      assertThat(attention.get(i).weight()).isCloseTo(weights.getDouble(0, 0, 0, i), within(1e-6));
    }
    assertThat(attention.stream().mapToDouble(Explanation.Weighted::weight).sum())
        .isCloseTo(1, within(1e-5));
  }

  @Test
  void wordsThatAreNotReadGetNoAttention() {
    NetworkClassifier classifier = Tiny.classifier(ClassifierArchitecture.LSTM_ATTENTION);
    List<Explanation.Weighted> attention =
        classifier.explain("great ".repeat(20) + "mess").attention();
    assertThat(attention).hasSize(21);
    assertThat(attention.get(5).weight()).as("in the middle of a long text").isZero();
    assertThat(attention.get(20).weight()).isPositive();
  }

  @Test
  void whatDoesNotAttendHasNoAttention() {
    assertThat(Tiny.classifier(ClassifierArchitecture.GRU).explain("a film").attention()).isEmpty();
    assertThat(Tiny.linear(Tiny.linearSettings()).explain("a film").attention()).isEmpty();
  }
}
