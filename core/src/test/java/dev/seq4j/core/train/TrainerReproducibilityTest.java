package dev.seq4j.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Resuming bit for bit rests on this: the same steps give the same bits, with two threads, too. */
class TrainerReproducibilityTest {

  private int threads;

  @BeforeEach
  void useTwoThreads() {
    threads = Nd4j.getEnvironment().maxThreads();
    setThreads(2);
  }

  @AfterEach
  void putThreadsBack() {
    setThreads(threads);
  }

  private static void setThreads(int threads) {
    Nd4j.getEnvironment().setMaxThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    openblas_nolapack.blas_set_num_threads(threads);
  }

  /** Large enough that sums, products and the updater are split over threads. */
  private static ComputationGraph large() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(0.01))
                .graphBuilder()
                .addInputs("ids")
                .setInputTypes(InputType.recurrent(2000))
                .addLayer(
                    "embedding",
                    new EmbeddingSequenceLayer.Builder()
                        .nIn(2000)
                        .nOut(64)
                        .inferInputLength(true)
                        .build(),
                    "ids")
                .addLayer(
                    "lstm",
                    new LSTM.Builder().nOut(64).activation(Activation.TANH).dropOut(0.7).build(),
                    "embedding")
                .addLayer(
                    "output",
                    new RnnOutputLayer.Builder(new LossSparseMCXENT())
                        .nOut(1000)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "lstm")
                .setOutputs("output")
                .build());
    graph.init();
    return graph;
  }

  @Test
  void trainingTwiceGivesTheSameBits() {
    ToyBatches data = ToyBatches.nextTokens(1, 12);
    ToyBatches heldOut = ToyBatches.nextTokens(2, 8);
    List<TrainingEnd> ends = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ComputationGraph graph = large();
      TrainingResult result =
          Trainer.of(graph).seed(3).clipNorm(0.1).validation(heldOut).epochs(2).fit(data);
      ends.add(TrainingEnd.of(graph, result));
    }

    assertThat(ends.get(0).iterations()).isEqualTo(6);
    ends.get(1).assertIs(ends.get(0), "trained again");
  }

  /** ND4J's masks for seeds 123456789 * 0x9E3779B97F4A7C15 + i and + 4 correlate by up to 0.11. */
  @Test
  void dropoutOfIterationsNearEachOtherIsIndependent() {
    int size = 4096;
    List<INDArray> masks = new ArrayList<>();
    for (int iteration = 0; iteration < 20; iteration++) {
      Nd4j.getRandom().setSeed(Trainer.randomSeed(123456789, iteration));
      INDArray mask = Nd4j.createUninitialized(size);
      Nd4j.getExecutioner().exec(new DropOutInverted(Nd4j.ones(size), mask, 0.5));
      masks.add(mask.subi(1)); // 1 or -1
    }
    for (int i = 0; i < masks.size(); i++) {
      for (int j = 0; j < i; j++) {
        double correlation = masks.get(i).mul(masks.get(j)).meanNumber().doubleValue();
        assertThat(correlation).as("%d and %d", i, j).isBetween(-0.075, 0.075); // 4.8 sigma
      }
    }
  }

  @Test
  void aSeedAndAnIterationHaveANumberOfTheirOwn() {
    assertThat(Trainer.randomSeed(3, 7)).isEqualTo(Trainer.randomSeed(3, 7));
    assertThat(
            List.of(
                Trainer.randomSeed(3, 7),
                Trainer.randomSeed(3, 8),
                Trainer.randomSeed(4, 7),
                Trainer.randomSeed(7, 3)))
        .doesNotHaveDuplicates();
  }
}
