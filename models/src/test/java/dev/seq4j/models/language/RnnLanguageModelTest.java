package dev.seq4j.models.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RnnLanguageModelTest {

  private static final int VOCABULARY = 10;
  private static final LanguageSettings SETTINGS =
      LanguageSettings.of(LanguageArchitecture.LSTM).withEmbedding(4).withUnits(3);

  private static ComputationGraph graph(LanguageSettings settings) {
    ComputationGraph graph =
        new ComputationGraph(settings.architecture().configure(settings, VOCABULARY));
    graph.init();
    return graph;
  }

  private static INDArray output(ComputationGraph graph, int... ids) {
    return graph.output(false, Nd4j.createFromArray(new int[][] {ids}))[0]; // [1, vocabulary, time]
  }

  /** Embedding 10 x 4; gates 4 x 3 x (inputs + 3 + 1), 96 and 84; output (3 + 1) x 10. */
  @ParameterizedTest
  @CsvSource({"1, 176", "2, 260", "3, 344"})
  void hasTheParametersOfItsFigure(int layers, long parameters) {
    assertThat(graph(SETTINGS.withLayers(layers)).numParams()).isEqualTo(parameters);
  }

  @Test
  void givesAProbabilityOfEachTokenAtEachStep() {
    INDArray output = output(graph(SETTINGS), 4, 7, 2, 2, 9);
    assertThat(output.shape()).containsExactly(1, VOCABULARY, 5);
    for (double sum : output.sum(1).toDoubleVector()) {
      assertThat(sum).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void looksBackOnly() {
    ComputationGraph graph = graph(SETTINGS.withLayers(2));
    INDArray some = output(graph, 4, 7, 2);
    INDArray more = output(graph, 4, 7, 9);
    INDArray other = output(graph, 5, 7, 2);
    assertThat(step(more, 1)).isEqualTo(step(some, 1));
    assertThat(step(more, 2).equalsWithEps(step(some, 2), 1e-5)).isFalse();
    assertThat(step(other, 2).equalsWithEps(step(some, 2), 1e-5)).isFalse();
  }

  private static INDArray step(INDArray output, int t) {
    return output.slice(0).getColumn(t).dup();
  }

  @Test
  void theSeedMakesTheWeights() {
    INDArray weights = graph(SETTINGS).params();
    assertThat(graph(SETTINGS).params()).isEqualTo(weights);
    assertThat(graph(SETTINGS.withSeed(1)).params()).isNotEqualTo(weights);
  }
}
