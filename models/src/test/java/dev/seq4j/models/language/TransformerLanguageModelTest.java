package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TransformerLanguageModelTest {

  private static final int VOCABULARY = 10;
  private static final LanguageSettings SETTINGS =
      LanguageSettings.of(LanguageArchitecture.TRANSFORMER)
          .withEmbedding(4)
          .withUnits(6)
          .withHeads(2)
          .withLayers(1)
          .withContext(5);

  private static ComputationGraph graph(LanguageSettings settings) {
    ComputationGraph graph =
        new ComputationGraph(settings.architecture().configure(settings, VOCABULARY));
    graph.init();
    return graph;
  }

  private static INDArray output(ComputationGraph graph, int... ids) {
    return graph.output(false, Nd4j.createFromArray(new int[][] {ids}))[0]; // [1, vocabulary, time]
  }

  /**
   * Embedding 10 x 4; positions 5 x 4; a block of norms 2 x 8, attention 4 x (4 + 1) x 4 and hidden
   * layer (4 + 1) x 6 + (6 + 1) x 4; norm 8; output (4 + 1) x 10, of which the bias is left if
   * tied.
   */
  @ParameterizedTest
  @CsvSource({"1, false, 272", "2, false, 426", "1, true, 232"})
  void hasTheParametersOfItsFigure(int layers, boolean tied, long parameters) {
    LanguageSettings settings = SETTINGS.withLayers(layers).withTied(tied);
    assertThat(graph(settings).numParams()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void givesAProbabilityOfEachTokenAtEachStep(boolean tied) {
    INDArray output = output(graph(SETTINGS.withTied(tied)), 4, 7, 2, 2, 9);
    assertThat(output.shape()).containsExactly(1, VOCABULARY, 5);
    for (double sum : output.sum(1).toDoubleVector()) {
      assertThat(sum).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void looksBackOnlyAndKnowsThePlaces() {
    ComputationGraph graph = graph(SETTINGS.withLayers(2));
    INDArray some = output(graph, 4, 7, 2);
    assertThat(step(output(graph, 4, 7, 9), 1)).isEqualTo(step(some, 1));
    assertThat(step(output(graph, 5, 7, 2), 2).equalsWithEps(step(some, 2), 1e-5)).isFalse();
    assertThat(step(output(graph, 7, 4, 2), 2).equalsWithEps(step(some, 2), 1e-5)).isFalse();
  }

  private static INDArray step(INDArray output, int t) {
    return output.slice(0).getColumn(t).dup();
  }
}
