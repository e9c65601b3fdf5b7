package dev.seq4j.models.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Also holds the solution to the second exercise of docs/lecture/long-memory.md. */
class MemoryNetworksTest {

  private static ComputationGraph adding(MemoryModel model, int units) {
    ComputationGraph graph =
        new ComputationGraph(AddingNetwork.configure(model, new MemorySettings(units, 0.01, 1)));
    graph.init();
    return graph;
  }

  @ParameterizedTest
  @EnumSource
  void addingGivesANumberASequence(MemoryModel model) {
    INDArray numbers = Nd4j.rand(3, 2, 7);
    assertThat(adding(model, 4).outputSingle(numbers).shape()).containsExactly(3, 1);
  }

  @ParameterizedTest
  @EnumSource
  void copyingGivesProbabilitiesOfSymbolsAtEachStep(MemoryModel model) {
    ComputationGraph graph =
        new ComputationGraph(
            CopyNetwork.configure(model, new MemorySettings(4, 0.01, 1), 10, 8, 12));
    graph.init();
    INDArray probabilities = graph.outputSingle(Nd4j.createFromArray(new int[3][12]));
    assertThat(probabilities.shape()).containsExactly(3, 8, 12);
    assertThat(probabilities.sumNumber().doubleValue()).isCloseTo(3 * 12, within(1e-3));
  }

  /** Nothing that comes later may tell what is to be said. */
  @ParameterizedTest
  @EnumSource
  void copyingDoesNotSeeWhatComes(MemoryModel model) {
    ComputationGraph graph =
        new ComputationGraph(
            CopyNetwork.configure(model, new MemorySettings(4, 0.01, 1), 10, 8, 6));
    graph.init();
    INDArray one = graph.outputSingle(Nd4j.createFromArray(new int[][] {{1, 2, 3, 4, 5, 6}}));
    INDArray other = graph.outputSingle(Nd4j.createFromArray(new int[][] {{1, 2, 3, 4, 5, 7}}));
    for (int t = 0; t < 5; t++) {
      for (int symbol = 0; symbol < 8; symbol++) {
        assertThat(one.getDouble(0, symbol, t))
            .isCloseTo(other.getDouble(0, symbol, t), within(1e-6));
      }
    }
  }

  /** Exercise 2: marks open the input gate, nothing opens the forget gate's way out. */
  @Test
  void anLstmOfOneUnitAddsWithoutLearning() {
    float open = 20;
    float small = 0.02f; // where tanh is a line
    ComputationGraph graph = adding(MemoryModel.LSTM, 1);
    // Columns: input gate, forget gate, candidate, output gate. Rows: number, mark.
    graph.setParam(
        "memory_W", Nd4j.createFromArray(new float[][] {{0, 0, small, 0}, {2 * open, 0, 0, 0}}));
    graph.setParam("memory_RW", Nd4j.zeros(1, 4));
    graph.setParam("memory_b", Nd4j.createFromArray(new float[][] {{-open, open, 0, open}}));
    graph.setParam("sum_W", Nd4j.createFromArray(new float[][] {{1 / small}}));
    graph.setParam("sum_b", Nd4j.zeros(1, 1));

    int time = 400;
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      INDArray sequence = Nd4j.zeros(1, 2, time);
      for (int t = 0; t < time; t++) {
        sequence.putScalar(0, 0, t, random.nextFloat());
      }
      int first = random.nextInt(time / 2);
      int second = time / 2 + random.nextInt(time / 2);
      sequence.putScalar(0, 1, first, 1);
      sequence.putScalar(0, 1, second, 1);
      double sum = sequence.getDouble(0, 0, first) + sequence.getDouble(0, 0, second);
      assertThat(graph.outputSingle(sequence).getDouble(0)).isCloseTo(sum, within(0.003));
    }
  }

  @Test
  void namesWhatIsOutOfRange() {
    assertThatThrownBy(() -> new MemorySettings(0, 0.01, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("units = 0: must be 1 or above");
    assertThatThrownBy(() -> MemoryModel.named("gruu"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("gru");
  }
}
