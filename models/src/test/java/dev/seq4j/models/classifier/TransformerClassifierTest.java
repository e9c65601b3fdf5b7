package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.models.Tiny;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TransformerClassifierTest {

  private static ComputationGraph graph(NetworkSettings settings) {
    ComputationGraph graph =
        new ComputationGraph(settings.architecture().configure(settings, 2, 10));
    graph.init();
    return graph;
  }

  private static NetworkSettings settings() {
    return NetworkSettings.of(ClassifierArchitecture.TRANSFORMER)
        .withShape(shape -> shape.withEmbedding(4).withUnits(6).withHeads(2))
        .withMaxLength(7);
  }

  private static INDArray output(ComputationGraph graph, int[]... ids) {
    return graph.outputSingle(Nd4j.createFromArray(ids));
  }

  /**
   * Embedding 10 x 4, positions 7 x 4. A block: attention 4 x (4 x 4 + 4), feed-forward 4 x 6 + 6 +
   * 6 x 4 + 4, two norms of 8. The last norm 8, output 5 x 2; attention pooling 4 x 6 + 6 + 6.
   */
  @ParameterizedTest
  @CsvSource({"1, mean, 240", "1, max, 240", "2, mean, 394", "1, attention, 276"})
  void hasTheParametersOfItsFigure(int blocks, String pooling, long parameters) {
    NetworkSettings settings =
        settings().withShape(shape -> shape.withLayers(blocks).withPooling(Pooling.named(pooling)));
    assertThat(graph(settings).numParams()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LAST")
  void paddingChangesNothing(Pooling pooling) {
    ComputationGraph graph =
        graph(settings().withShape(shape -> shape.withLayers(2).withPooling(pooling)));
    INDArray alone = output(graph, new int[] {4, 7, 2});
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
  }

  @Test
  void readsEachWordAndWhereItStands() {
    ComputationGraph graph = graph(settings());
    INDArray outputs = output(graph, new int[] {4, 7, 2}, new int[] {5, 7, 2}, new int[] {7, 4, 2});
    for (int row = 1; row < 3; row++) {
      assertThat(outputs.getRow(row).equalsWithEps(outputs.getRow(0), 1e-5)).isFalse();
    }
  }

  @Test
  void moreHeadsAreAnotherNetwork() {
    INDArray two = output(graph(settings()), new int[] {4, 7, 2});
    NetworkSettings one = settings().withShape(shape -> shape.withHeads(1));
    assertThat(output(graph(one), new int[] {4, 7, 2}).equalsWithEps(two, 1e-6)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"MEAN", "ATTENTION"})
  void anExplanationSaysWhatIsAttendedTo(Pooling pooling) {
    NetworkClassifier classifier =
        Tiny.classifier(
            Tiny.classifierSettings(ClassifierArchitecture.TRANSFORMER)
                .withShape(shape -> shape.withPooling(pooling)));
    Explanation explanation = classifier.explain("the cast is dreadful");
    assertThat(explanation.attention())
        .extracting(Explanation.Weighted::text)
        .containsExactly("the", "cast", "is", "dreadful");
    assertThat(explanation.attention())
        .allSatisfy(word -> assertThat(word.weight()).isBetween(0.0, 1.0));
    assertThat(explanation.attention().stream().mapToDouble(Explanation.Weighted::weight).sum())
        .isCloseTo(1, within(1e-5));
  }
}
