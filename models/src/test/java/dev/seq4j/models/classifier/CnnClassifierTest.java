package dev.seq4j.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CnnClassifierTest {

  private static ComputationGraph graph(NetworkSettings settings) {
    ComputationGraph graph =
        new ComputationGraph(settings.architecture().configure(settings, 2, 10));
    graph.init();
    return graph;
  }

  private static NetworkSettings settings() {
    return NetworkSettings.of(ClassifierArchitecture.CNN)
        .withShape(shape -> shape.withEmbedding(4).withUnits(3));
  }

  private static INDArray output(ComputationGraph graph, int[][] ids, float[][] mask) {
    return graph
        .output(
            false,
            new INDArray[] {Nd4j.createFromArray(ids)},
            mask == null ? null : new INDArray[] {Nd4j.createFromArray(mask)})[0];
  }

  @Test
  void hasTheParametersOfItsFigure() {
    // Embedding 10 x 4; windows of 3, 4 and 5 words with 3 maps each; 9 maps to 2 classes.
    assertThat(graph(settings()).numParams()).isEqualTo(40 + 12 * 4 * 3 + 9 + 9 * 2 + 2);
    assertThat(graph(settings().withShape(shape -> shape.withWidths(List.of(2)))).numParams())
        .isEqualTo(40 + 2 * 4 * 3 + 3 + 3 * 2 + 2);
  }

  @Test
  void whereAPhraseStandsDoesNotMatter() {
    ComputationGraph graph = graph(settings());
    // Between two words that are the same, so that the windows at both ends are, too.
    INDArray outputs =
        output(
            graph,
            new int[][] {
              {2, 2, 2, 2, 2, 7, 8, 9, 2, 2, 2, 2, 2, 2}, {2, 2, 2, 2, 2, 2, 7, 8, 9, 2, 2, 2, 2, 2}
            },
            null);
    assertThat(outputs.getRow(0).equalsWithEps(outputs.getRow(1), 1e-6)).isTrue();
  }

  @Test
  void paddingChangesNothing() {
    ComputationGraph graph = graph(settings());
    INDArray alone = output(graph, new int[][] {{4, 7}}, null);
    INDArray padded =
        output(
            graph,
            new int[][] {{4, 7, 0, 0, 0, 0, 0, 0}, {5, 5, 5, 5, 5, 5, 5, 5}},
            new float[][] {{1, 1, 0, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1, 1, 1}});
    assertThat(padded.getRow(0).equalsWithEps(alone.getRow(0), 1e-6)).isTrue();
  }
}
