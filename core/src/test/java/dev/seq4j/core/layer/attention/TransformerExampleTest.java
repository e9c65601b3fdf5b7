package dev.seq4j.core.layer.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.layer.embedding.PositionEmbedding;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.output.StepwiseNetwork;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** What docs/library.md shows of transformers, on a text that says the same again and again. */
class TransformerExampleTest {

  private static final int TIME = 16;

  private static ComputationGraph network(int letters) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(1e-3))
            .graphBuilder()
            .addInputs("ids")
            .setInputTypes(InputType.recurrent(letters))
            .addLayer("letters", new TokenEmbedding.Builder(letters, 128).build(), "ids")
            .addLayer("positions", new PositionEmbedding.Builder(64).build(), "letters");
    String below = "positions";
    for (int i = 1; i <= 4; i++) {
      TransformerEncoderBlock block =
          new TransformerEncoderBlock.Builder(4).causal(true).residualDropOut(0.9).build();
      graph.addLayer("block" + i, block, below);
      below = "block" + i;
    }
    graph
        .addLayer("norm", new LayerNorm.Builder().build(), below)
        .addLayer("letter", new SequenceOutput.Builder().nOut(letters).build(), "norm")
        .setOutputs("letter");
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }

  @Test
  void learnsATextAndWritesIt() {
    int[] text =
        "round and round it goes ".repeat(4).chars().map(c -> c == ' ' ? 0 : c - 96).toArray();
    int[][] ids = new int[8][];
    int[][][] labels = new int[8][1][];
    for (int row = 0; row < ids.length; row++) {
      int from = 5 * row;
      ids[row] = IntStream.range(from, from + TIME).map(i -> text[i]).toArray();
      labels[row][0] = IntStream.range(from + 1, from + TIME + 1).map(i -> text[i]).toArray();
    }
    DataSet batch = new DataSet(Nd4j.createFromArray(ids), Nd4j.createFromArray(labels));
    ComputationGraph network = network(27);
    network.fit(batch);
    double first = network.score();
    for (int i = 0; i < 25; i++) {
      network.fit(batch);
    }
    assertThat(network.score()).isLessThan(0.3 * first);

    int letter = -1;
    try (StepwiseNetwork writer = StepwiseNetwork.of(network, 1)) {
      float[] probabilities = new float[writer.classes()];
      writer.read(new int[][] {IntStream.range(0, 8).map(i -> text[i]).toArray()}, probabilities);
      for (int i = 8; i < TIME; i++) {
        letter = 0;
        for (int other = 1; other < probabilities.length; other++) {
          letter = probabilities[other] > probabilities[letter] ? other : letter;
        }
        assertThat(letter).as("letter %d", i).isEqualTo(text[i]);
        writer.step(new int[] {letter}, probabilities);
      }
    }

    INDArray weights = AttentionWeights.of(network, "block4", Nd4j.createFromArray(ids));
    assertThat(weights.shape()).containsExactly(8, 4, TIME, TIME);
    assertThat(weights.sumNumber().doubleValue())
        .isBetween(8 * 4 * TIME - 0.01, 8 * 4 * TIME + 0.01);
  }
}
