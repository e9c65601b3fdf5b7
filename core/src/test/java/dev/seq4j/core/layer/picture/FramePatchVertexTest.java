package dev.seq4j.core.layer.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.attention.FeedForward;
import dev.seq4j.core.layer.output.SequenceOutput;
import java.util.Random;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Films: what is taken apart and put together again. FLOAT goes by kernels, DOUBLE by ND4J. */
class FramePatchVertexTest {

  private static final int BATCH = 2;
  private static final int CHANNELS = 3;
  private static final int HEIGHT = 4;
  private static final int WIDTH = 6;
  private static final int PIXELS = HEIGHT * WIDTH;
  private static final int FRAMES = 5;

  /** Films {@code [batch, channels * height * width, frames]}. */
  private static INDArray films(DataType type) {
    Random random = new Random(5);
    float[] numbers = new float[BATCH * CHANNELS * PIXELS * FRAMES];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
    }
    return Nd4j.create(numbers, new long[] {BATCH, CHANNELS * PIXELS, FRAMES}, 'c').castTo(type);
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
        .addInputs("film")
        .setInputTypes(InputType.recurrent(CHANNELS * PIXELS));
  }

  private static INDArray output(DataType type, INDArray in, GraphVertex... vertices) {
    ComputationGraphConfiguration.GraphBuilder builder = builder(type);
    String below = "film";
    for (int i = 0; i < vertices.length; i++) {
      builder.addVertex("vertex" + i, vertices[i], below);
      below = "vertex" + i;
    }
    return graph(builder.setOutputs(below).build()).output(in)[0];
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void splitsWhatItSaysAndJoinsItAgain(DataType type) {
    INDArray in = films(type);

    INDArray split = output(type, in, StepsVertex.split(PIXELS));
    INDArray joined = output(type, in, StepsVertex.split(PIXELS), StepsVertex.join(PIXELS));

    assertThat(split.shape()).containsExactly(BATCH, CHANNELS, FRAMES * PIXELS);
    for (int b = 0; b < BATCH; b++) {
      for (int c = 0; c < CHANNELS; c++) {
        for (int step = 0; step < FRAMES * PIXELS; step++) {
          double expected = in.getDouble(b, step % PIXELS * CHANNELS + c, step / PIXELS);
          assertThat(split.getDouble(b, c, step)).isEqualTo(expected);
        }
      }
    }
    assertThat(joined.dup('c')).isEqualTo(in.dup('c'));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void eachFrameIsCutAsAPictureIs(DataType type) {
    INDArray in = films(type);

    INDArray cut =
        output(type, in, StepsVertex.split(PIXELS), new FramePatchVertex(HEIGHT, WIDTH, 4, 2, 1));

    int patches = HEIGHT / 2 * (WIDTH / 2);
    assertThat(cut.shape()).containsExactly(BATCH, CHANNELS * 16, FRAMES * patches);
    ComputationGraph pictures =
        graph(
            new NeuralNetConfiguration.Builder()
                .dataType(type)
                .graphBuilder()
                .addInputs("picture")
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, CHANNELS))
                .addVertex("patches", new PatchVertex(4, 2, 1), "picture")
                .setOutputs("patches")
                .build());
    for (int t = 0; t < FRAMES; t++) {
      INDArray frame =
          in.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t))
              .dup('c')
              .reshape('c', BATCH, HEIGHT, WIDTH, CHANNELS)
              .permute(0, 3, 1, 2);
      INDArray ofFrame =
          cut.get(
              NDArrayIndex.all(),
              NDArrayIndex.all(),
              NDArrayIndex.interval(t * patches, (t + 1) * patches));
      assertThat(ofFrame.dup('c')).isEqualTo(pictures.output(frame)[0].dup('c'));
    }
  }

  /** Two convolutions, a vector for each frame, two words of three for each. */
  private static ComputationGraph described(DataType type) {
    return graph(
        builder(type)
            .addVertex("pixels", StepsVertex.split(PIXELS), "film")
            .addVertex("patches1", new FramePatchVertex(HEIGHT, WIDTH, 4, 2, 1), "pixels")
            .addLayer("maps1", new FeedForward.Builder(4).nOut(2).build(), "patches1")
            .addVertex("patches2", new FramePatchVertex(2, 3, 3, 1, 1), "maps1")
            .addLayer("maps2", new FeedForward.Builder(3).nOut(2).build(), "patches2")
            .addVertex("frames", StepsVertex.join(6), "maps2")
            .addLayer("told", new FeedForward.Builder(3).nOut(4).build(), "frames")
            .addVertex("words", StepsVertex.split(2), "told")
            .addLayer("output", new SequenceOutput.Builder().nOut(3).build(), "words")
            .setOutputs("output")
            .build());
  }

  private static INDArray gradient(ComputationGraph graph, INDArray in) {
    int[] labels = new int[BATCH * FRAMES * 2];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i * 7 % 3;
    }
    graph.setInputs(in);
    graph.setLabels(Nd4j.createFromArray(labels).reshape('c', BATCH, 1, FRAMES * 2L));
    graph.computeGradientAndScore();
    return graph.gradient().gradient().div(BATCH); // summed over the batch
  }

  @Test
  void gradientsAreRightThroughAllOfThem() {
    ComputationGraph graph = described(DataType.DOUBLE);
    INDArray in = films(DataType.DOUBLE);
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
    ComputationGraph kernel = described(DataType.FLOAT);
    ComputationGraph operations = described(DataType.DOUBLE);
    operations.setParams(kernel.params().castTo(DataType.DOUBLE));

    INDArray difference =
        gradient(kernel, films(DataType.FLOAT))
            .castTo(DataType.DOUBLE)
            .sub(gradient(operations, films(DataType.DOUBLE)));

    assertThat(kernel.score()).isCloseTo(operations.score(), within(1e-5));
    assertThat(difference.amaxNumber().doubleValue()).isCloseTo(0, within(1e-5));
  }

  @Test
  void isTheSameAfterJson() {
    ComputationGraphConfiguration configuration = described(DataType.FLOAT).getConfiguration();

    assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
        .isEqualTo(configuration);
    FramePatchVertex vertex = new FramePatchVertex(4, 6, 4, 2, 1);
    assertThat(vertex.clone()).isEqualTo(vertex).hasSameHashCodeAs(vertex);
    assertThat(vertex).isNotEqualTo(new FramePatchVertex(6, 4, 4, 2, 1));
    assertThat(StepsVertex.join(2).clone()).isEqualTo(StepsVertex.join(2));
    assertThat(StepsVertex.join(2)).isNotEqualTo(StepsVertex.split(2));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> new FramePatchVertex(5, 6, 4, 2, 1))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessage(
            "FramePatchVertex: height = 5: patches of 4 with stride 2 and padding 1 must fill it");
    assertThatThrownBy(() -> StepsVertex.split(0))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("steps = 0: must be at least 1");
    assertThatThrownBy(
            () -> output(DataType.FLOAT, films(DataType.FLOAT), StepsVertex.split(PIXELS + 1)))
        .hasStackTraceContaining("72 features cannot be split into 25 steps");
    assertThatThrownBy(() -> output(DataType.FLOAT, films(DataType.FLOAT), StepsVertex.join(2)))
        .hasStackTraceContaining("StepsVertex(join 2): 5 steps cannot be joined");
    assertThatThrownBy(
            () ->
                output(
                    DataType.FLOAT,
                    films(DataType.FLOAT),
                    new FramePatchVertex(HEIGHT, WIDTH, 4, 2, 1)))
        .hasStackTraceContaining("5 pixels, must be 24 for each frame");
  }
}
