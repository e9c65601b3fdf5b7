package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

class TrainableNetworkTest {

  private static OutputLayer output() {
    return new OutputLayer.Builder(new LossSparseMCXENT())
        .nIn(4)
        .nOut(2)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static ComputationGraphConfiguration network(
      NeuralNetConfiguration.Builder start, UnaryOperator<GraphBuilder> middle, String last) {
    GraphBuilder builder =
        start.graphBuilder().addInputs("in").setInputTypes(InputType.feedForward(4));
    return middle.apply(builder).addLayer("out", output(), last).setOutputs("out").build();
  }

  private static ComputationGraph initialised(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  private static void assertRefused(ComputationGraph graph, String message) {
    assertThatThrownBy(() -> Trainer.of(graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the network " + message);
  }

  @Test
  void mustBeInitialised() {
    assertRefused(
        new ComputationGraph(network(new NeuralNetConfiguration.Builder(), b -> b, "in")),
        "has no parameters: call init() before");
  }

  @Test
  void mustHaveOneOutput() {
    assertRefused(
        initialised(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(4))
                .addLayer("a", output(), "in")
                .addLayer("b", output(), "in")
                .setOutputs("a", "b")
                .build()),
        "has 2 outputs: must have one");
  }

  @Test
  void mustNotCutItsSequencesItself() {
    assertRefused(
        initialised(
            network(
                new NeuralNetConfiguration.Builder(),
                b -> b.backpropType(BackpropType.TruncatedBPTT),
                "in")),
        "has truncated backpropagation: give it sequences that go on from batch to batch instead");
  }

  @Test
  void mustDescendItsGradientAveragedOverTheBatch() {
    assertRefused(
        initialised(
            network(
                new NeuralNetConfiguration.Builder().optimizationAlgo(OptimizationAlgorithm.LBFGS),
                b -> b,
                "in")),
        "is optimised by LBFGS: must be by gradient descent");
    assertRefused(
        initialised(network(new NeuralNetConfiguration.Builder().miniBatch(false), b -> b, "in")),
        "has miniBatch(false): must have miniBatch(true)");
  }

  @Test
  void mustNotKeepStatistics() {
    assertRefused(
        initialised(
            network(
                new NeuralNetConfiguration.Builder(),
                b -> b.addLayer("norm", new BatchNormalization(), "in"),
                "norm")),
        "keeps statistics in layer \"norm\", as batch normalisation does:"
            + " must learn all by gradients");
  }
}
