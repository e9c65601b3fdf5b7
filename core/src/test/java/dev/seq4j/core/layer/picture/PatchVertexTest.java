package dev.seq4j.core.layer.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.attention.FeedForward;
import java.util.Random;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** FLOAT goes by the kernel, DOUBLE by ND4J's operations. */
class PatchVertexTest {

  private static final int BATCH = 3;
  private static final int CHANNELS = 2;
  private static final int HEIGHT = 6;
  private static final int WIDTH = 8;

  /** The same for both types but for rounding. */
  private static INDArray pictures(DataType type) {
    Random random = new Random(5);
    float[] numbers = new float[BATCH * CHANNELS * HEIGHT * WIDTH];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
    }
    return Nd4j.create(numbers, new long[] {BATCH, CHANNELS, HEIGHT, WIDTH}, 'c').castTo(type);
  }

  private static ComputationGraph graph(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  private static ComputationGraphConfiguration.GraphBuilder builder(DataType type) {
    return new NeuralNetConfiguration.Builder()
        .dataType(type)
        .seed(3)
        .graphBuilder()
        .addInputs("picture")
        .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, CHANNELS));
  }

  private static ComputationGraph patches(DataType type, int size, int stride, int padding) {
    return graph(
        builder(type)
            .addVertex("patches", new PatchVertex(size, stride, padding), "picture")
            .setOutputs("patches")
            .build());
  }

  @ParameterizedTest
  @CsvSource({"FLOAT,4,2,0", "FLOAT,2,2,0", "FLOAT,4,2,1", "DOUBLE,4,2,1", "FLOAT,1,1,0"})
  void cutsWhatItSays(DataType type, int size, int stride, int padding) {
    INDArray in = pictures(type);

    INDArray out = patches(type, size, stride, padding).output(in)[0];

    int rows = (HEIGHT + 2 * padding - size) / stride + 1;
    int columns = (WIDTH + 2 * padding - size) / stride + 1;
    assertThat(out.shape()).containsExactly(BATCH, CHANNELS * size * size, rows * columns);
    for (int b = 0; b < BATCH; b++) {
      for (int f = 0; f < out.size(1); f++) {
        for (int p = 0; p < out.size(2); p++) {
          int channel = f / (size * size);
          int y = p / columns * stride - padding + f / size % size;
          int x = p % columns * stride - padding + f % size;
          boolean inside = y >= 0 && y < HEIGHT && x >= 0 && x < WIDTH;
          double expected = inside ? in.getDouble(b, channel, y, x) : 0;
          assertThat(out.getDouble(b, f, p)).isEqualTo(expected);
        }
      }
    }
  }

  /** Exercise 1 of the lecture's page on captions. */
  @Test
  void aDenseLayerOverPatchesIsAConvolution() {
    ComputationGraph convolution =
        graph(
            builder(DataType.FLOAT)
                .addLayer(
                    "maps",
                    new ConvolutionLayer.Builder(4, 4)
                        .stride(2, 2)
                        .padding(1, 1)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .nOut(5)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "picture")
                .setOutputs("maps")
                .build());
    INDArray weights = convolution.getLayer("maps").getParam("W"); // [5, channels, 4, 4]
    INDArray in = pictures(DataType.FLOAT);

    INDArray cut = patches(DataType.FLOAT, 4, 2, 1).output(in)[0]; // [batch, features, patches]

    INDArray maps = convolution.output(in)[0]; // [batch, 5, 3, 4]
    INDArray matrix = weights.dup('c').reshape('c', 5, CHANNELS * 16);
    for (int b = 0; b < BATCH; b++) {
      INDArray dense = matrix.mmul(cut.slice(b).dup('c')); // [5, patches]
      INDArray expected = maps.slice(b).dup('c').reshape('c', 5, 12);
      assertThat(dense.sub(expected).amaxNumber().doubleValue()).isCloseTo(0, within(1e-5));
    }
  }

  private static ComputationGraph twoConvolutions(DataType type) {
    return graph(
        builder(type)
            .addVertex("patches1", new PatchVertex(4, 2, 1), "picture")
            .addLayer("maps1", new FeedForward.Builder(4).nOut(3).build(), "patches1")
            .addVertex("grid", new ReshapeVertex(-1, 3, 3, 4), "maps1")
            .addVertex("patches2", new PatchVertex(3, 1, 1), "grid")
            .addLayer("maps2", new FeedForward.Builder(4).nOut(2).build(), "patches2")
            .addVertex("flat", new ReshapeVertex(-1, 24), "maps2")
            .addLayer(
                "output",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .activation(Activation.SOFTMAX)
                    .nOut(2)
                    .build(),
                "flat")
            .setOutputs("output")
            .build());
  }

  private static INDArray gradient(ComputationGraph graph, INDArray in) {
    INDArray labels = Nd4j.create(new double[][] {{1, 0}, {0, 1}, {1, 0}}).castTo(in.dataType());
    graph.setInputs(in);
    graph.setLabels(labels);
    graph.computeGradientAndScore();
    return graph.gradient().gradient().div(BATCH); // summed over the batch
  }

  @Test
  void gradientsAreRightThroughOverlappingPatches() {
    ComputationGraph graph = twoConvolutions(DataType.DOUBLE);
    INDArray in = pictures(DataType.DOUBLE);
    INDArray gradient = gradient(graph, in).dup();
    NumericGradient.check(
        "parameters",
        graph.params(),
        gradient.reshape(graph.params().shape()),
        () -> {
          gradient(graph, in);
          return graph.score();
        });
  }

  @Test
  void kernelAndOperationsAgree() {
    ComputationGraph kernel = twoConvolutions(DataType.FLOAT);
    ComputationGraph operations = twoConvolutions(DataType.DOUBLE);
    operations.setParams(kernel.params().castTo(DataType.DOUBLE));
    INDArray in = pictures(DataType.FLOAT);

    INDArray difference =
        gradient(kernel, in)
            .castTo(DataType.DOUBLE)
            .sub(gradient(operations, in.castTo(DataType.DOUBLE)));

    assertThat(kernel.score()).isCloseTo(operations.score(), within(1e-5));
    assertThat(difference.amaxNumber().doubleValue()).isCloseTo(0, within(1e-5));
  }

  @Test
  void isTheSameAfterJson() {
    ComputationGraphConfiguration configuration =
        twoConvolutions(DataType.FLOAT).getConfiguration();

    assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
        .isEqualTo(configuration);
    assertThat(new PatchVertex(4, 2, 1)).isEqualTo(new PatchVertex(4, 2, 1).clone());
    assertThat(new PatchVertex(4, 2, 1)).isNotEqualTo(new PatchVertex(4, 2, 0));
  }

  @Test
  void refusesPatchesThatDoNotFillThePicture() {
    assertThatThrownBy(() -> patches(DataType.FLOAT, 3, 2, 0))
        .hasStackTraceContaining(
            "height = 6: patches of 3 with stride 2 and padding 0 must fill it");
    assertThatThrownBy(() -> new PatchVertex(0, 1, 0))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("must be at least 1, 1 and 0");
    assertThatThrownBy(() -> new PatchVertex(1, 1, 0).getOutputType(0, InputType.recurrent(3)))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("must be one of type convolutional");
  }
}
