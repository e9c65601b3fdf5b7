package dev.seq4j.benchmarks.cases;

import dev.seq4j.benchmarks.harness.Workload;
import dev.seq4j.benchmarks.problem.LetterProblem;
import dev.seq4j.benchmarks.problem.Training;
import dev.seq4j.benchmarks.problem.TransformerProblem;
import dev.seq4j.core.layer.attention.LayerNorm;
import dev.seq4j.core.layer.attention.TransformerEncoderBlock;
import dev.seq4j.core.layer.embedding.PositionEmbedding;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import dev.seq4j.core.layer.output.SequenceOutput;
import dev.seq4j.core.layer.output.StepwiseNetwork;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** The language model of characters with transformer blocks. */
final class TransformerModel {

  private TransformerModel() {}

  static Workload training(TransformerProblem problem) {
    return PacedTraining.of(network(problem), batch(problem));
  }

  /** Texts as long as there are positions, each letter drawn. */
  static Workload writing(TransformerProblem problem) {
    ComputationGraph graph = new ComputationGraph(network(problem));
    graph.init();
    StepwiseNetwork network = StepwiseNetwork.of(graph, 1);
    Random random = new Random(1);
    float[] probabilities = new float[network.classes()];
    return new Workload() {
      @Override
      public void step() {
        network.reset();
        int[] letter = {LetterProblem.FIRST_LETTER};
        for (int i = 0; i < problem.time(); i++) {
          network.step(letter, probabilities);
          letter[0] = draw(probabilities, random);
        }
      }

      @Override
      public void close() {
        network.close();
        graph.close();
      }
    };
  }

  private static int draw(float[] probabilities, Random random) {
    double[] sums = new double[probabilities.length];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += Math.pow(probabilities[i], 1 / LetterProblem.TEMPERATURE);
      sums[i] = sum;
    }
    double drawn = random.nextDouble() * sum;
    int letter = 0;
    while (sums[letter] <= drawn) {
      letter++;
    }
    return letter;
  }

  static DataSet batch(TransformerProblem problem) {
    return new DataSet(
        Sequences.integers(problem.text(), problem.time(), problem.batch()),
        Sequences.labels(problem.following(), problem.time(), problem.batch()));
  }

  static ComputationGraphConfiguration network(TransformerProblem problem) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(Training.LEARNING_RATE))
            .graphBuilder()
            .addInputs("letters")
            .setInputTypes(InputType.recurrent(problem.letters()))
            .addLayer(
                "embedding",
                new TokenEmbedding.Builder(problem.letters(), problem.width()).build(),
                "letters")
            .addLayer(
                "positions", new PositionEmbedding.Builder(problem.time()).build(), "embedding");
    String below = "positions";
    for (int i = 1; i <= problem.blocks(); i++) {
      String block = "block" + i;
      graph.addLayer(
          block, new TransformerEncoderBlock.Builder(problem.heads()).causal(true).build(), below);
      below = block;
    }
    return graph
        .addLayer("norm", new LayerNorm.Builder().build(), below)
        .addLayer("output", new SequenceOutput.Builder().nOut(problem.letters()).build(), "norm")
        .setOutputs("output")
        .build();
  }
}
