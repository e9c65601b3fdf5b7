package dev.seq4j.models.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.models.network.Layers;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DotProductAttentionTest {

  private static final INDArray VECTORS =
      Nd4j.createFromArray(
          new float[][] {{1, 0, 2, -1}, {0.5f, -1, 0, 1}, {-2, 1, 0.5f, 0}, {1, 1, 1, 1}});

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void equalsTheFormulaWrittenOut(boolean scaled, boolean causal) {
    double[][] x = VECTORS.castTo(DataType.DOUBLE).toDoubleMatrix();
    DotProductAttention attention = DotProductAttention.of(VECTORS, scaled, causal);

    for (int t = 0; t < x.length; t++) {
      int seen = causal ? t + 1 : x.length;
      double[] scores = new double[x.length];
      double sum = 0;
      for (int s = 0; s < x.length; s++) {
        for (int i = 0; i < x[t].length; i++) {
          scores[s] += x[t][i] * x[s][i] / (scaled ? 2 : 1);
        }
        sum += s < seen ? Math.exp(scores[s]) : 0;
      }
      assertThat(attention.scores()[t]).containsExactly(scores, within(1e-5));
      double[] output = new double[x[t].length];
      for (int s = 0; s < x.length; s++) {
        double weight = s < seen ? Math.exp(scores[s]) / sum : 0;
        assertThat(attention.weights()[t][s]).isCloseTo(weight, within(1e-5));
        for (int i = 0; i < output.length; i++) {
          output[i] += weight * x[s][i];
        }
      }
      assertThat(attention.outputs()[t]).containsExactly(output, within(1e-5));
    }
  }

  /** Solution of an exercise of docs/lecture/self-attention.md. */
  @Test
  void orderIsNothingToIt() {
    int[] order = {2, 0, 3, 1};
    double[][] straight = DotProductAttention.of(VECTORS, false, false).outputs();
    double[][] mixed = DotProductAttention.of(VECTORS.getRows(order), false, false).outputs();

    for (int t = 0; t < order.length; t++) {
      assertThat(mixed[t]).containsExactly(straight[order[t]], within(1e-5));
    }
    double[][] causal = DotProductAttention.of(VECTORS, false, true).outputs();
    double[][] causalMixed = DotProductAttention.of(VECTORS.getRows(order), false, true).outputs();
    assertThat(Math.abs(causalMixed[3][0] - causal[1][0])).isGreaterThan(0.01);
  }

  /** Solution of an exercise of docs/lecture/self-attention.md. */
  @Test
  void productsGrowWithTheRootOfTheFeaturesAndScalingTakesThatBack() {
    Nd4j.getRandom().setSeed(3);
    double[] deviations = new double[2];
    double[] scaled = new double[2];
    int[] sizes = {16, 256};
    for (int i = 0; i < sizes.length; i++) {
      INDArray vectors = Nd4j.randn(60, sizes[i]);
      deviations[i] = deviationOffDiagonal(DotProductAttention.of(vectors, false, false).scores());
      scaled[i] = deviationOffDiagonal(DotProductAttention.of(vectors, true, false).scores());
    }
    assertThat(deviations[0]).isCloseTo(4, within(0.3));
    assertThat(deviations[1]).isCloseTo(16, within(1.2));
    assertThat(scaled).containsExactly(new double[] {1, 1}, within(0.08));
  }

  private static double deviationOffDiagonal(double[][] scores) {
    double sum = 0;
    for (int t = 0; t < scores.length; t++) {
      for (int s = 0; s < scores.length; s++) {
        sum += t == s ? 0 : scores[t][s] * scores[t][s];
      }
    }
    return Math.sqrt(sum / (scores.length * (scores.length - 1)));
  }

  @Test
  void takesTheVectorsOfTheFirstEmbedding() {
    ComputationGraph graph = network(true);
    INDArray vectors =
        DotProductAttention.vectors(graph, Nd4j.createFromArray(new int[][] {{3, 1, 3}}));

    assertThat(vectors.shape()).containsExactly(3, 4);
    INDArray table = graph.getLayer("embedding").getParam("W");
    assertThat(vectors.getRow(1).toFloatVector()).containsExactly(table.getRow(1).toFloatVector());
    assertThat(Arrays.equals(vectors.getRow(0).toFloatVector(), vectors.getRow(2).toFloatVector()))
        .isTrue();
  }

  @Test
  void refusesANetworkWithoutEmbedding() {
    INDArray sequence = Nd4j.ones(1, 4, 2);
    ComputationGraph graph = network(false);
    assertThatThrownBy(() -> DotProductAttention.vectors(graph, sequence))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("embedding");
  }

  private static ComputationGraph network(boolean embeds) {
    var builder =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.recurrent(4));
    if (embeds) {
      builder.addLayer("embedding", Layers.embedding(5, 4), "in");
    }
    ComputationGraph graph =
        new ComputationGraph(
            builder
                .addLayer("output", Layers.output(2, 0), embeds ? "embedding" : "in")
                .setOutputs("output")
                .build());
    graph.init();
    return graph;
  }
}
