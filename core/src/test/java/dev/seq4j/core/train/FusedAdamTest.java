package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.seq4j.core.layer.Kernels;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The fast steps are those that Deeplearning4j's own updater takes. */
class FusedAdamTest {

  private static final Adam ADAM = new Adam(0.01, 0.8, 0.95, 1e-6);

  @BeforeEach
  void kernelsAreAllowed() {
    assumeThat(Kernels.serve(DataType.FLOAT)).as("-D" + Kernels.PROPERTY).isTrue();
  }

  /** Two layers that may differ, so that there are several blocks and several runs in a block. */
  private record Network(IUpdater first, IUpdater second, Regularization penalty) {

    ComputationGraph build() {
      DenseLayer.Builder hidden =
          new DenseLayer.Builder().nIn(7).nOut(9).activation(Activation.TANH).updater(first);
      if (penalty != null) {
        hidden.regularization(List.of(penalty));
      }
      ComputationGraph graph =
          new ComputationGraph(
              new NeuralNetConfiguration.Builder()
                  .seed(5)
                  .graphBuilder()
                  .addInputs("in")
                  .setInputTypes(InputType.feedForward(7))
                  .addLayer("hidden", hidden.build(), "in")
                  .addLayer(
                      "output",
                      new OutputLayer.Builder(LossFunction.MSE)
                          .nOut(3)
                          .activation(Activation.IDENTITY)
                          .updater(second)
                          .build(),
                      "hidden")
                  .setOutputs("output")
                  .build());
      graph.init();
      graph.initGradientsView();
      return graph;
    }
  }

  static List<Network> networks() {
    return List.of(
        new Network(ADAM, ADAM, null),
        new Network(ADAM, ADAM, new L2Regularization(0.3)),
        new Network(ADAM, ADAM, new WeightDecay(0.2, true)),
        new Network(ADAM, new Adam(0.5), new WeightDecay(0.2, false)),
        new Network(
            new Adam(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.5)),
            ADAM,
            new L2Regularization(new ExponentialSchedule(ScheduleType.ITERATION, 0.5, 0.5))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void takesTheStepsOfTheNetworksUpdater(Network network) {
    ComputationGraph fast = network.build();
    ComputationGraph plain = network.build();
    assertThat(FusedAdam.serves(fast)).isTrue();
    ParameterUpdate fused = new FusedAdam(fast);
    ParameterUpdate updater = new NetworkUpdater(plain);
    for (int i = 0; i < 5; i++) {
      step(fast, fused, i);
      step(plain, updater, i);

      assertThat(distance(fast.params(), plain.params())).isLessThan(1e-5);
      assertThat(
              distance(
                  fast.getUpdater().getStateViewArray(), plain.getUpdater().getStateViewArray()))
          .isLessThan(1e-5);
    }
    step(fast, new NetworkUpdater(fast), 5); // the state is where the other looks for it
    step(plain, updater, 5);
    assertThat(distance(fast.params(), plain.params())).isLessThan(1e-5);
  }

  private static void step(ComputationGraph graph, ParameterUpdate update, int iteration) {
    graph.getConfiguration().setIterationCount(iteration);
    Nd4j.getRandom().setSeed(iteration + 1L); // 0 would not be taken for a seed
    graph.setInputs(Nd4j.randn(DataType.FLOAT, 4, 7));
    graph.setLabels(Nd4j.randn(DataType.FLOAT, 4, 3));
    graph.computeGradientAndScore();
    double norm = graph.getFlattenedGradients().norm2Number().doubleValue();
    assertThat(Math.abs(update.gradientNorm() - norm)).isLessThan(1e-5 * norm);
    update.apply(0.3);
  }

  /** The largest difference, beside the largest value. */
  private static double distance(INDArray one, INDArray other) {
    return one.sub(other).amaxNumber().doubleValue() / other.amaxNumber().doubleValue();
  }

  @Test
  void leavesToTheUpdaterWhatItDoesNotKnow() {
    assertThat(FusedAdam.serves(new Network(ADAM, new Sgd(0.1), null).build())).isFalse();
    assertThat(FusedAdam.serves(new Network(new Nadam(), ADAM, null).build())).isFalse();
    assertThat(FusedAdam.serves(new Network(ADAM, ADAM, new L1Regularization(0.1)).build()))
        .isFalse();
    assertThat(FusedAdam.serves(ToyNetwork.classifier().type(DataType.DOUBLE).build())).isFalse();
    ComputationGraph clipped = new Network(ADAM, ADAM, null).build();
    ((DenseLayer) clipped.getLayer("hidden").conf().getLayer())
        .setGradientNormalization(GradientNormalization.ClipL2PerLayer);
    assertThat(FusedAdam.serves(clipped)).isFalse();
  }
}
