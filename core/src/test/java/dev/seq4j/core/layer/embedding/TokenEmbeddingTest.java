package dev.seq4j.core.layer.embedding;

import static dev.seq4j.core.layer.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.LayerContract;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.recurrent.SimpleRnn;
import java.io.File;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class TokenEmbeddingTest {

  private static final int VOCABULARY = 6;
  private static final int SIZE = 3;
  private static final int BATCH = 3;
  private static final int TIME = 4;

  /** With padding, with a token that comes twice, and without the last one. */
  private static final INDArray IDS =
      Nd4j.createFromArray(new int[][] {{1, 2, 1, 0}, {4, 0, 2, 1}, {3, 3, 3, 2}});

  private static TokenEmbedding embedding() {
    return new TokenEmbedding.Builder(VOCABULARY, SIZE).name("words").build();
  }

  private static LayerUnderTest alone(
      TokenEmbedding layer, DataType type, SmallNetworks.Path path) {
    LayerUnderTest alone = new LayerUnderTest(layer, type);
    if (path == SmallNetworks.Path.PORTABLE) {
      ((TokenEmbeddingInstance) alone.layer()).usePortablePath();
    }
    return alone;
  }

  private static LayerUnderTest alone(DataType type) {
    return alone(embedding(), type, SmallNetworks.Path.CHOSEN);
  }

  static Stream<Arguments> masks() {
    return Stream.of(
            Named.<INDArray>of("no mask", null),
            Named.of("prefixes", Sequences.prefixMask(TIME, 4, 2, 3)),
            Named.of("holes and an empty row", Sequences.mask("0110", "1011", "0000")))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("masks")
  void looksUpTheRowsOfTheWeights(INDArray mask) {
    for (SmallNetworks.Path path : SmallNetworks.Path.values()) {
      LayerUnderTest alone = alone(embedding(), DataType.FLOAT, path);
      INDArray output = alone.forward(IDS, mask, true);
      assertThat(output.shape()).containsExactly(BATCH, SIZE, TIME);
      assertThat(output.stride(1)).as("time-major in memory").isOne();
      for (int row = 0; row < BATCH; row++) {
        for (int t = 0; t < TIME; t++) {
          int id = IDS.getInt(row, t);
          boolean there = id != 0 && (mask == null || mask.getDouble(row, t) == 1);
          for (int feature = 0; feature < SIZE; feature++) {
            assertThat(output.getFloat(row, feature, t))
                .isEqualTo(there ? alone.params().getFloat(id * SIZE + feature) : 0f);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("masks")
  void gradientsEqualNumericOnes(INDArray mask) {
    LayerUnderTest alone = alone(DataType.DOUBLE);
    INDArray weights = Sequences.random(3, DataType.DOUBLE, BATCH, SIZE, TIME);
    alone.forward(IDS, mask, true);
    assertThat(alone.backward(weights)).isNull();
    INDArray gradients = alone.gradients().dup();
    assertThat(row(gradients, 0).amaxNumber().doubleValue()).as("padding's gradient").isZero();
    assertThat(row(gradients, 5).amaxNumber().doubleValue()).as("unused row's").isZero();
    NumericGradient.check(
        "weights", alone.params(), gradients, () -> alone.loss(IDS, mask, weights));
  }

  private static INDArray row(INDArray flat, int id) {
    return flat.get(NDArrayIndex.interval(id * SIZE, (id + 1) * SIZE));
  }

  @ParameterizedTest
  @EnumSource(SmallNetworks.Path.class)
  void scaledVectorsAreLongerByTheRootOfTheirSize(SmallNetworks.Path path) {
    TokenEmbedding scaled = new TokenEmbedding.Builder(VOCABULARY, SIZE).scaled(true).build();
    LayerUnderTest alone = alone(scaled, DataType.DOUBLE, path);
    LayerUnderTest plain = alone(embedding(), DataType.DOUBLE, path);
    INDArray output = alone.forward(IDS, null, true);
    assertClose("output", output, plain.forward(IDS, null, true).mul(Math.sqrt(SIZE)), 1e-12);
    INDArray weights = Sequences.random(3, DataType.DOUBLE, BATCH, SIZE, TIME);
    alone.backward(weights);
    INDArray gradients = alone.gradients().dup();
    NumericGradient.check(
        "weights", alone.params(), gradients, () -> alone.loss(IDS, null, weights));
  }

  @Test
  void dropOutHoldsForTheOutput() {
    TokenEmbedding layer = embedding();
    layer.setIDropout(new Dropout(0.5));
    LayerUnderTest alone = alone(layer, DataType.DOUBLE, SmallNetworks.Path.CHOSEN);
    INDArray weights = Sequences.random(3, DataType.DOUBLE, BATCH, SIZE, TIME);
    Nd4j.getRandom().setSeed(5);
    INDArray dropped = alone.forward(IDS, null, true).dup();
    INDArray epsilon = weights.dup();
    alone.backward(epsilon);
    assertThat(epsilon).as("what others may read, too").isEqualTo(weights);
    INDArray gradients = alone.gradients().dup();
    assertThat(dropped).isNotEqualTo(alone.forward(IDS, null, false));
    NumericGradient.check(
        "weights",
        alone.params(),
        gradients,
        () -> {
          Nd4j.getRandom().setSeed(5);
          return alone.loss(IDS, null, weights);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void kernelEqualsPortablePathInEveryLayout(int size) {
    assumeTrue(Kernels.serve(DataType.FLOAT), "kernels are chosen");
    int vocabulary = 50;
    int batch = 50;
    int time = 40;
    TokenEmbedding layer = new TokenEmbedding.Builder(vocabulary, size).build();
    LayerUnderTest kernel = alone(layer, DataType.FLOAT, SmallNetworks.Path.CHOSEN);
    LayerUnderTest portable = alone(layer, DataType.FLOAT, SmallNetworks.Path.PORTABLE);
    INDArray ids = randomIds(batch, time, vocabulary);
    INDArray mask = randomMask(batch, time);
    INDArray epsilon = Sequences.random(2, DataType.FLOAT, batch, size, time);
    assertThat(kernel.forward(ids, mask, true)).isEqualTo(portable.forward(ids, mask, true));
    portable.backward(epsilon);
    for (INDArray same :
        new INDArray[] {epsilon.dup('c'), epsilon.dup('f'), Sequences.timeMajorView(epsilon)}) {
      kernel.backward(same);
      assertClose("gradients", kernel.gradients(), portable.gradients(), 1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource(SmallNetworks.Path.class)
  void gradientOfHiddenStepsMayBeAnything(SmallNetworks.Path path) {
    INDArray mask = Sequences.mask("0110", "1011", "0000");
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      LayerUnderTest alone = alone(embedding(), type, path);
      INDArray epsilon = Sequences.random(2, type, BATCH, SIZE, TIME);
      alone.forward(IDS, mask, true);
      alone.backward(LayerContract.hidden(epsilon, mask, 0));
      INDArray gradients = alone.gradients().dup();
      alone.backward(LayerContract.hidden(epsilon, mask, Double.NaN));
      assertThat(alone.gradients()).isEqualTo(gradients);
    }
  }

  private static INDArray randomIds(int batch, int time, int vocabulary) {
    Random random = new Random(4);
    INDArray ids = Nd4j.create(DataType.INT32, batch, time);
    for (int row = 0; row < batch; row++) {
      for (int t = 0; t < time; t++) {
        ids.putScalar(row, t, random.nextInt(1 + random.nextInt(vocabulary)));
      }
    }
    return ids;
  }

  private static INDArray randomMask(int batch, int time) {
    Random random = new Random(6);
    INDArray mask = Nd4j.zeros(DataType.FLOAT, batch, time);
    for (int row = 0; row < batch; row++) {
      int length = random.nextInt(time + 1);
      for (int t = 0; t < length; t++) {
        mask.putScalar(row, t, 1);
      }
    }
    return mask;
  }

  @Test
  void equalsDeeplearning4jsEmbedding() {
    TokenEmbedding ours = new TokenEmbedding.Builder(VOCABULARY, SIZE).padding(false).build();
    LayerUnderTest alone = alone(ours, DataType.FLOAT, SmallNetworks.Path.CHOSEN);
    LayerUnderTest stock =
        new LayerUnderTest(
            new EmbeddingSequenceLayer.Builder().nIn(VOCABULARY).nOut(SIZE).build(),
            DataType.FLOAT);
    INDArray weights = alone.params().reshape('c', VOCABULARY, SIZE);
    stock.layer().setParam("W", weights);
    INDArray mask = Sequences.prefixMask(TIME, 4, 2, 3);
    assertThat(alone.forward(IDS, mask, true)).isEqualTo(stock.forward(IDS, mask, true));
    INDArray epsilon = Sequences.random(3, DataType.FLOAT, BATCH, SIZE, TIME);
    alone.backward(epsilon.dup());
    INDArray expected =
        stock
            .layer()
            .backpropGradient(epsilon.dup(), LayerUnderTest.NO_WORKSPACES)
            .getFirst()
            .getGradientFor("W");
    assertClose(
        "gradients", alone.gradients().reshape('c', VOCABULARY, SIZE), expected, Close.FLOAT);
  }

  @Test
  void takesIdsOfAnyTypeAndLayout() {
    LayerUnderTest alone = alone(DataType.FLOAT);
    INDArray expected = alone.forward(IDS, null, false).dup();
    for (DataType type :
        new DataType[] {
          DataType.INT64,
          DataType.INT16,
          DataType.INT8,
          DataType.UINT8,
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.FLOAT16
        }) {
      INDArray ids = IDS.castTo(type);
      assertThat(alone.forward(ids, null, false)).as("%s", type).isEqualTo(expected);
    }
    assertThat(alone.forward(IDS.dup('f'), null, false)).isEqualTo(expected);
    assertThat(alone.forward(IDS.reshape(BATCH, 1, TIME), null, false)).isEqualTo(expected);
    INDArray larger = Nd4j.concat(1, IDS, IDS.mul(0).sub(1)).castTo(DataType.FLOAT);
    INDArray view = larger.get(NDArrayIndex.all(), NDArrayIndex.interval(0, TIME));
    assertThat(alone.forward(view, null, false)).isEqualTo(expected);
    INDArray steps = Nd4j.concat(1, IDS, IDS).reshape(BATCH, 1, 2 * TIME);
    assertThat(alone.forward(Sequences.steps(steps, TIME, 2 * TIME), null, false))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(SmallNetworks.Path.class)
  void refusesWhatItCannotUse(SmallNetworks.Path path) {
    LayerUnderTest alone = alone(embedding(), DataType.FLOAT, path);
    refuses(alone, with(2, 3, VOCABULARY), null, "id at row 2, step 3 = 6", "in [0, 6)");
    refuses(alone, with(1, 0, -1), null, "id at row 1, step 0 = -1", "in [0, 6)");
    refuses(alone, with(0, 1, 1.5), null, "id at row 0, step 1 = 1.5", "whole number");
    refuses(alone, with(0, 2, Double.NaN), null, "id at row 0, step 2 = NaN", "whole number");
    refuses(alone, with(0, 2, 1e12), null, "id at row 0, step 2 = 1000000000000", "in [0, 6)");
    refuses(alone, IDS.reshape(BATCH, TIME, 1), null, "[3, 4, 1]", "[batch, 1, time]");
    refuses(alone, IDS.reshape(BATCH * TIME), null, "[12]", "[batch, time]");
    refuses(alone, Nd4j.create(DataType.FLOAT, 3, 0), null, "[3, 0]", "time >= 1");
    refuses(alone, IDS.castTo(DataType.BOOL), null, "BOOL", "must be a number");
    refuses(alone, IDS, Sequences.prefixMask(5, 1, 2, 3), "[3, 5]", "must be [3, 4]");
    alone.forward(IDS, null, true);
    assertThatThrownBy(() -> alone.backward(Nd4j.ones(DataType.FLOAT, BATCH, SIZE, 9)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("gradient shape = [3, 3, 9]");
    assertThat(alone.forward(with(2, 3, -7), Sequences.prefixMask(TIME, 4, 4, 3), true))
        .as("an id that the mask hides")
        .isEqualTo(alone.forward(with(2, 3, 0), null, true));
  }

  private static INDArray with(int row, int t, double id) {
    return IDS.castTo(DataType.DOUBLE).putScalar(row, t, id);
  }

  private static void refuses(
      LayerUnderTest alone, INDArray ids, INDArray mask, String value, String allowed) {
    assertThatThrownBy(() -> alone.forward(ids, mask, true))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining(value)
        .hasMessageContaining(allowed)
        .hasMessageContaining("words");
  }

  @Test
  void refusesOptionsThatAreNotAllowed() {
    assertThatThrownBy(() -> new TokenEmbedding.Builder(0, 3).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("vocabulary = 0: must be at least 1");
    assertThatThrownBy(() -> new TokenEmbedding.Builder(5, 0).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("size = 0: must be at least 1");
    assertThatThrownBy(() -> new TokenEmbedding.Builder(5, 3).activation(Activation.TANH).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("activation = tanh: must be identity");
    assertThatThrownBy(() -> embedding().getOutputType(0, InputType.convolutional(3, 3, 1)))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("input type");
  }

  static Stream<Arguments> inputTypes() {
    return Stream.of(
            InputType.recurrent(1),
            InputType.recurrent(7),
            InputType.recurrent(1, TIME),
            InputType.feedForward(TIME))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("inputTypes")
  void vocabularySurvivesEveryInputType(InputType type) {
    ComputationGraph graph = graph(embedding(), type, WorkspaceMode.ENABLED);
    assertThat(graph.getLayer("words").getParam("W").shape()).containsExactly(VOCABULARY, SIZE);
    assertThat(graph.getLayer("out").getParam("W").shape()).containsExactly(SIZE, 4);
    assertThat(graph.outputSingle(IDS).shape()).containsExactly(BATCH, 4, TIME);
  }

  private static ComputationGraph graph(
      TokenEmbedding embedding, InputType type, WorkspaceMode workspaces) {
    ComputationGraph graph =
        new ComputationGraph(
            base(workspaces)
                .graphBuilder()
                .addInputs("ids")
                .setInputTypes(type)
                .addLayer("words", embedding, "ids")
                .addLayer("memory", new SimpleRnn.Builder().nOut(SIZE).build(), "words")
                .addLayer("out", output(), "memory")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  private static NeuralNetConfiguration.Builder base(WorkspaceMode workspaces) {
    return new NeuralNetConfiguration.Builder()
        .seed(9)
        .dataType(DataType.FLOAT)
        .updater(new Adam(0.05))
        .activation(Activation.RELU)
        .l2(0.01)
        .trainingWorkspaceMode(workspaces)
        .inferenceWorkspaceMode(workspaces);
  }

  private static RnnOutputLayer output() {
    return new RnnOutputLayer.Builder(LossFunction.MCXENT)
        .activation(Activation.SOFTMAX)
        .nOut(4)
        .dataFormat(RNNFormat.NCW)
        .build();
  }

  private static DataSet data() {
    INDArray mask = Sequences.prefixMask(TIME, 4, 2, 3);
    return new DataSet(IDS, Sequences.labels(2, DataType.FLOAT, BATCH, 4, TIME), mask, mask);
  }

  @Test
  void trainsInBothKindsOfNetworkAndKeepsThePaddingZero() {
    ComputationGraph graph = graph(embedding(), InputType.recurrent(1), WorkspaceMode.ENABLED);
    INDArray before = graph.getLayer("words").getParam("W").dup();
    assertThat(before.getRow(0).amaxNumber().doubleValue()).isZero();
    assertThat(before.getRow(1).amaxNumber().doubleValue()).isPositive();
    double score = graph.score(data());
    ComputationGraph plain = graph(embedding(), InputType.recurrent(1), WorkspaceMode.NONE);
    MultiLayerNetwork list =
        new MultiLayerNetwork(
            base(WorkspaceMode.ENABLED)
                .list()
                .layer(embedding())
                .layer(new SimpleRnn.Builder().nOut(SIZE).build())
                .layer(output())
                .setInputType(InputType.recurrent(1))
                .build());
    list.init();
    for (int i = 0; i < 20; i++) {
      graph.fit(data());
      plain.fit(data());
      list.fit(data());
    }
    assertThat(graph.score(data())).isLessThan(0.8 * score);
    INDArray after = graph.getLayer("words").getParam("W");
    assertThat(after.getRow(0).amaxNumber().doubleValue()).isZero();
    assertThat(after.getRow(1)).isNotEqualTo(before.getRow(1));
    assertThat(plain.params()).isEqualTo(graph.params());
    assertThat(list.params()).isEqualTo(graph.params());
  }

  @Test
  void withoutPaddingIdZeroIsAToken() {
    TokenEmbedding layer = new TokenEmbedding.Builder(VOCABULARY, SIZE).padding(false).build();
    ComputationGraph graph = graph(layer, InputType.recurrent(1), WorkspaceMode.ENABLED);
    assertThat(graph.getLayer("words").getParam("W").getRow(0).amaxNumber().doubleValue())
        .isPositive();
    LayerUnderTest alone = alone(layer, DataType.FLOAT, SmallNetworks.Path.CHOSEN);
    alone.forward(IDS, null, true);
    alone.backward(Nd4j.ones(DataType.FLOAT, BATCH, SIZE, TIME));
    assertThat(row(alone.gradients(), 0).getFloat(0)).as("two steps").isEqualTo(2f);
  }

  @Test
  void goesThroughJson() {
    TokenEmbedding layer =
        new TokenEmbedding.Builder(VOCABULARY, SIZE)
            .padding(false)
            .scaled(true)
            .dropOut(0.9)
            .build();
    ComputationGraphConfiguration configuration =
        graph(layer, InputType.recurrent(1), WorkspaceMode.ENABLED).getConfiguration();
    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(configuration.toJson());
    assertThat(read).isEqualTo(configuration);
    assertThat(read.toJson())
        .isEqualTo(configuration.toJson())
        .contains("\"padding\" : false", "\"scaled\" : true");
    assertThat(layer).isNotEqualTo(embedding()).isEqualTo(layer.clone());
    assertThat(layer.clone()).hasSameHashCodeAs(layer);
  }

  @Test
  void goesThroughAModelFile(@TempDir File directory) throws IOException {
    ComputationGraph graph = graph(embedding(), InputType.recurrent(1), WorkspaceMode.ENABLED);
    graph.fit(data());
    File file = new File(directory, "model.zip");
    ModelSerializer.writeModel(graph, file, true);
    ComputationGraph read = ModelSerializer.restoreComputationGraph(file, true);
    assertThat(read.outputSingle(IDS)).isEqualTo(graph.outputSingle(IDS));
    graph.fit(data());
    read.fit(data());
    assertThat(read.params()).isEqualTo(graph.params());
    assertThat(graph.clone().outputSingle(IDS)).isEqualTo(graph.outputSingle(IDS));
  }

  @Test
  void clonedLayerIsItsOwn() {
    LayerUnderTest alone = alone(DataType.FLOAT);
    INDArray expected = alone.forward(IDS, null, false).dup();
    TokenEmbeddingInstance clone =
        (TokenEmbeddingInstance) ((TokenEmbeddingInstance) alone.layer()).clone();
    alone.params().assign(0);
    assertThat(clone.activate(IDS, false, LayerUnderTest.NO_WORKSPACES)).isEqualTo(expected);
  }
}
