package dev.seq4j.core.layer.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.Kernels;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import dev.seq4j.core.layer.attention.LayerNorm;
import dev.seq4j.core.layer.attention.MultiHeadAttention;
import dev.seq4j.core.layer.attention.TransformerEncoderBlock;
import dev.seq4j.core.layer.embedding.PositionEmbedding;
import dev.seq4j.core.layer.embedding.PositionalEncoding;
import dev.seq4j.core.layer.embedding.TokenEmbedding;
import dev.seq4j.core.layer.recurrent.Bidirectional;
import dev.seq4j.core.layer.recurrent.GRU;
import dev.seq4j.core.layer.recurrent.LSTM;
import dev.seq4j.core.layer.recurrent.SimpleRnn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class StepwiseNetworkTest {

  private static final int VOCABULARY = 11;
  private static final int CLASSES = 7;
  private static final double TOLERANCE = 1e-6;

  /** Three texts of six tokens, the padding among them. */
  private static final int[][] IDS = {{1, 2, 3, 4, 5, 6}, {10, 0, 9, 0, 8, 8}, {7, 7, 7, 1, 0, 2}};

  private static NeuralNetConfiguration.Builder base(DataType type) {
    return new NeuralNetConfiguration.Builder().seed(3).dataType(type).updater(new Sgd(0.5));
  }

  private static ComputationGraph built(ComputationGraphConfiguration.GraphBuilder builder) {
    ComputationGraph graph = new ComputationGraph(builder.setOutputs("out").build());
    graph.init();
    return graph;
  }

  private static ComputationGraphConfiguration.GraphBuilder begun(DataType type) {
    return base(type)
        .graphBuilder()
        .addInputs("ids")
        .setInputTypes(InputType.recurrent(VOCABULARY))
        .addLayer("embedding", new TokenEmbedding.Builder(VOCABULARY, 5).build(), "ids");
  }

  private static Layer output() {
    return new SequenceOutput.Builder().nOut(CLASSES).dropOut(0.5).build();
  }

  private static ComputationGraph chain(DataType type, Layer... recurrent) {
    ComputationGraphConfiguration.GraphBuilder builder = begun(type);
    String below = "embedding";
    for (int i = 0; i < recurrent.length; i++) {
      builder.addLayer("recurrent" + i, recurrent[i], below);
      below = "recurrent" + i;
    }
    return built(builder.addLayer("out", output(), below));
  }

  private static ComputationGraph lstmOverGru(DataType type) {
    return chain(
        type,
        new GRU.Builder().nOut(6).dropOut(0.5).build(),
        new LSTM.Builder().nOut(9).dropOut(0.5).build());
  }

  private static ComputationGraph transformer(boolean learned) {
    Layer positions =
        learned
            ? new PositionEmbedding.Builder(6).build()
            : new PositionalEncoding.Builder().build();
    return built(
        base(DataType.FLOAT)
            .graphBuilder()
            .addInputs("ids")
            .setInputTypes(InputType.recurrent(VOCABULARY))
            .addLayer(
                "embedding",
                new TokenEmbedding.Builder(VOCABULARY, 4).scaled(!learned).build(),
                "ids")
            .addLayer("positions", positions, "embedding")
            .addLayer("first", block(), "positions")
            .addLayer("second", block(), "first")
            .addLayer("norm", new LayerNorm.Builder().build(), "second")
            .addLayer("out", output(), "norm"));
  }

  private static Layer block() {
    return new TransformerEncoderBlock.Builder(2).causal(true).residualDropOut(0.5).build();
  }

  private static Layer attention() {
    return new MultiHeadAttention.Builder(1).nOut(4).causal(true).build();
  }

  /** Probabilities after each step, {@code [rows, classes, time]}. */
  private static INDArray whole(ComputationGraph graph, int[][] ids) {
    return graph.output(false, Nd4j.createFromArray(ids))[0];
  }

  private static void assertIs(float[] actual, INDArray whole, int t) {
    assertThat(actual).hasSize((int) (whole.size(0) * whole.size(1)));
    for (int row = 0; row < whole.size(0); row++) {
      for (int k = 0; k < CLASSES; k++) {
        assertThat((double) actual[row * CLASSES + k])
            .as("row %d, class %d, step %d", row, k, t)
            .isCloseTo(whole.getDouble(row, k, t), within(TOLERANCE));
      }
    }
  }

  private static int[] column(int[][] ids, int t) {
    return Arrays.stream(ids).mapToInt(row -> row[t]).toArray();
  }

  private static int[][] part(int[][] ids, int from, int to) {
    return Arrays.stream(ids).map(row -> Arrays.copyOfRange(row, from, to)).toArray(int[][]::new);
  }

  private static void assertStepsAreTheWhole(ComputationGraph graph) {
    for (int[][] ids : new int[][][] {IDS, {IDS[1]}}) {
      INDArray whole = whole(graph, ids).dup();
      try (StepwiseNetwork network = StepwiseNetwork.of(graph, ids.length)) {
        assertThat(network.rows()).isEqualTo(ids.length);
        assertThat(network.classes()).isEqualTo(CLASSES);
        float[] probabilities = new float[ids.length * CLASSES];
        for (int t = 0; t < 6; t++) {
          network.step(column(ids, t), probabilities);
          assertIs(probabilities, whole, t);
        }
        network.reset();
        network.read(part(ids, 0, 4), probabilities);
        assertIs(probabilities, whole, 3);
        network.read(part(ids, 4, 6), probabilities);
        assertIs(probabilities, whole, 5);
      }
    }
  }

  static Stream<Arguments> networks() {
    Layer bare = new SimpleRnn.Builder().nOut(4).build();
    Layer stock = new org.deeplearning4j.nn.conf.layers.LSTM.Builder().nOut(4).build();
    return Stream.of(
        Arguments.of("LSTM over GRU", lstmOverGru(DataType.FLOAT), true),
        Arguments.of(
            "GRU with the reset before, without bias above",
            built(
                begun(DataType.FLOAT)
                    .addLayer(
                        "gru", new GRU.Builder().resetAfter(false).nOut(8).build(), "embedding")
                    .addLayer(
                        "out",
                        new SequenceOutput.Builder().nOut(CLASSES).hasBias(false).build(),
                        "gru")),
            true),
        Arguments.of("simple RNN", chain(DataType.FLOAT, bare), true),
        Arguments.of("transformer with learned positions", transformer(true), true),
        Arguments.of("transformer with waves as positions", transformer(false), true),
        Arguments.of(
            "attention that has no block around it", chain(DataType.FLOAT, attention()), false),
        Arguments.of("no recurrent layer at all", chain(DataType.FLOAT), true),
        Arguments.of("double precision", lstmOverGru(DataType.DOUBLE), false),
        Arguments.of(
            "ND4J operations",
            SmallNetworks.of(DataType.FLOAT, Path.PORTABLE).set(lstmOverGru(DataType.FLOAT)),
            false),
        Arguments.of(
            "a layer of Deeplearning4j", chain(DataType.FLOAT, stock.clone(), bare.clone()), false),
        Arguments.of(
            "a way around a layer",
            built(
                begun(DataType.FLOAT)
                    .addLayer("gru", new GRU.Builder().nOut(8).build(), "embedding")
                    .addVertex("both", new MergeVertex(), "gru", "embedding")
                    .addLayer("out", output(), "both")),
            false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void stepsAreTheWholeSequence(String name, ComputationGraph graph, boolean byKernels) {
    try (StepwiseNetwork network = StepwiseNetwork.of(graph, 1)) {
      boolean kernels = byKernels && Kernels.serve(DataType.FLOAT);
      assertThat(network).isInstanceOf(kernels ? KernelSteps.class : GraphSteps.class);
    }
    assertStepsAreTheWhole(graph);
  }

  @Test
  void multiLayerNetworksStepAsGraphs() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            base(DataType.FLOAT)
                .list()
                .setInputType(InputType.recurrent(VOCABULARY))
                .layer(new TokenEmbedding.Builder(VOCABULARY, 5).build())
                .layer(new GRU.Builder().nOut(6).build())
                .layer(output())
                .build());
    network.init();
    ComputationGraph graph = network.toComputationGraph();
    assertThat(whole(graph, IDS)).isEqualTo(network.output(Nd4j.createFromArray(IDS)));
    assertStepsAreTheWhole(graph);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void aStateStaysAsItIsAndMayBeTakenUpInAnyRow(
      String name, ComputationGraph graph, boolean byKernels) {
    INDArray whole = whole(graph, IDS).dup();
    float[] three = new float[3 * CLASSES];
    float[] one = new float[CLASSES];
    try (StepwiseNetwork network = StepwiseNetwork.of(graph, 3);
        StepwiseNetwork single = StepwiseNetwork.of(graph, 1)) {
      network.read(part(IDS, 0, 5), three);
      StepwiseNetwork.State state = network.state();
      assertThat(state.rows()).isEqualTo(3);
      network.step(column(IDS, 5), three);
      assertIs(three, whole, 5);
      network.setState(state);
      network.step(column(IDS, 5), three);
      assertIs(three, whole, 5);

      network.setState(state, 2, 0, 2);
      network.step(new int[] {IDS[2][5], IDS[0][5], IDS[2][5]}, three);
      for (int k = 0; k < CLASSES; k++) {
        assertThat((double) three[k]).isCloseTo(whole.getDouble(2, k, 5), within(TOLERANCE));
        assertThat(three[2 * CLASSES + k]).isEqualTo(three[k]);
        assertThat((double) three[CLASSES + k])
            .isCloseTo(whole.getDouble(0, k, 5), within(TOLERANCE));
      }

      single.setState(state, 1);
      single.step(new int[] {IDS[1][5]}, one);
      assertThat((double) one[3]).isCloseTo(whole.getDouble(1, 3, 5), within(TOLERANCE));
      single.reset();
      single.step(new int[] {IDS[1][0]}, one);
      assertThat((double) one[3]).isCloseTo(whole.getDouble(1, 3, 0), within(TOLERANCE));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void severalGoOnSideBySideAndLeaveTheNetworksOwnStateAlone(
      String name, ComputationGraph graph, boolean byKernels) {
    INDArray ownInput = Nd4j.createFromArray(new int[][][] {{{1, 2}}});
    graph.rnnClearPreviousState();
    INDArray expected = graph.rnnTimeStep(ownInput)[0].dup();
    expected = Nd4j.concat(2, expected, graph.rnnTimeStep(ownInput)[0]);
    graph.rnnClearPreviousState();
    INDArray first = graph.rnnTimeStep(ownInput)[0].dup();
    INDArray whole = whole(graph, IDS).dup();
    try (StepwiseNetwork one = StepwiseNetwork.of(graph, 3);
        StepwiseNetwork other = StepwiseNetwork.of(graph, 3)) {
      float[] probabilities = new float[3 * CLASSES];
      other.read(part(IDS, 0, 4), probabilities);
      for (int t = 0; t < 6; t++) {
        one.step(column(IDS, t), probabilities);
        assertIs(probabilities, whole, t);
      }
      other.read(part(IDS, 4, 6), probabilities);
      assertIs(probabilities, whole, 5);
    }
    assertThat(Nd4j.concat(2, first, graph.rnnTimeStep(ownInput)[0])).isEqualTo(expected);
  }

  @Test
  void takesTheWeightsAsTheyAreWhenItIsMade() {
    ComputationGraph graph = lstmOverGru(DataType.FLOAT);
    int[][][] labels = {{{1, 2, 3, 4, 5, 6}}, {{1, 2, 3, 4, 5, 6}}, {{1, 2, 3, 4, 5, 6}}};
    graph.fit(new DataSet(Nd4j.createFromArray(IDS), Nd4j.createFromArray(labels)));
    assertStepsAreTheWhole(graph);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void refusesWhatItCannotRead(String name, ComputationGraph graph, boolean byKernels) {
    StepwiseNetwork network = StepwiseNetwork.of(graph, 2);
    float[] probabilities = new float[2 * CLASSES];
    for (int id : new int[] {-1, VOCABULARY}) {
      assertThatThrownBy(() -> network.step(new int[] {1, id}, probabilities))
          .isInstanceOf(DL4JInvalidInputException.class)
          .hasMessageContaining("row 1")
          .hasMessageContaining(" = " + id + ": must be a whole number in [0, 11)")
          .hasMessageContaining("embedding");
    }
    assertThatThrownBy(() -> network.step(new int[3], probabilities))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ids of 3 rows: must have 2");
    assertThatThrownBy(() -> network.step(new int[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("probabilities of 3 floats: must have 2 x 7");
    assertThatThrownBy(() -> network.read(new int[][] {{1, 2}, {1}}, probabilities))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ids of [2, 1] steps: must have one or more, as many in each row");
    assertThatThrownBy(() -> network.read(new int[2][0], probabilities))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ids of [0, 0] steps");
    StepwiseNetwork.State state = network.state();
    assertThatThrownBy(() -> network.setState(state, 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 2 of the state: must be in [0, 2)");
    assertThatThrownBy(() -> network.setState(state, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("from of 1 rows: must have 2");
    try (StepwiseNetwork wider = StepwiseNetwork.of(graph, 3)) {
      assertThatThrownBy(() -> wider.setState(state))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("state of 2 rows: must have 3");
      assertThatThrownBy(() -> wider.setState(() -> 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("state: must be of a network with the same layers");
    }
    network.close();
    network.close();
    assertThatThrownBy(() -> network.step(new int[2], probabilities))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void refusesAStateOfOtherLayers() {
    ComputationGraph lower = chain(DataType.FLOAT, new GRU.Builder().nOut(6).build());
    try (StepwiseNetwork network = StepwiseNetwork.of(lower, 1)) {
      for (ComputationGraph other :
          List.of(lstmOverGru(DataType.FLOAT), chain(DataType.FLOAT), chain(DataType.DOUBLE))) {
        try (StepwiseNetwork one = StepwiseNetwork.of(other, 1)) {
          assertThatThrownBy(() -> network.setState(one.state()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage("state: must be of a network with the same layers");
        }
      }
    }
  }

  static Stream<Layer> lastStates() {
    return Stream.of(
        new GRU.Builder().nOut(6).returnSequences(false).build(),
        new LastTimeStep(new LSTM.Builder().nOut(6).build()));
  }

  @ParameterizedTest
  @MethodSource("lastStates")
  void oneOutputASequenceIsThatOfWhatWasRead(Layer layer) {
    ComputationGraph graph = chain(DataType.FLOAT, layer);
    try (StepwiseNetwork network = StepwiseNetwork.of(graph, 3)) {
      float[] probabilities = new float[3 * CLASSES];
      for (int round = 0; round < 2; round++) {
        for (int t = 0; t < 6; t++) {
          network.step(column(IDS, t), probabilities);
          INDArray expected = whole(graph, part(IDS, 0, t + 1)); // [rows, classes]
          for (int i = 0; i < probabilities.length; i++) {
            assertThat((double) probabilities[i])
                .isCloseTo(expected.getDouble(i / CLASSES, i % CLASSES), within(TOLERANCE));
          }
        }
        network.reset();
      }
    }
  }

  @Test
  void refusesNetworksThatDoNotStep() {
    ComputationGraph graph = lstmOverGru(DataType.FLOAT);
    assertThatThrownBy(() -> StepwiseNetwork.of(graph, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows = 0: must be at least 1");
    ComputationGraph twoOutputs =
        new ComputationGraph(
            begun(DataType.FLOAT)
                .addLayer("one", output(), "embedding")
                .addLayer("out", output(), "embedding")
                .setOutputs("one", "out")
                .build());
    twoOutputs.init();
    assertThatThrownBy(() -> StepwiseNetwork.of(twoOutputs, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the network has 1 inputs and 2 outputs: must have one of each");
    ComputationGraph bidirectional =
        chain(DataType.FLOAT, new Bidirectional(new GRU.Builder().nOut(3).build()));
    try (StepwiseNetwork network = StepwiseNetwork.of(bidirectional, 1)) {
      assertThatThrownBy(() -> network.step(new int[1], new float[CLASSES]))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("cannot step through time backwards (layer name: \"recurrent0\"");
    }
  }

  @Test
  void remembersNothingOfAFailedStep() {
    ComputationGraph graph = lstmOverGru(DataType.FLOAT);
    Map<String, Map<String, INDArray>> before = graph.rnnGetPreviousStates();
    INDArray whole = whole(graph, IDS).dup();
    try (StepwiseNetwork network = StepwiseNetwork.of(graph, 3)) {
      float[] probabilities = new float[3 * CLASSES];
      network.step(column(IDS, 0), probabilities);
      assertThatThrownBy(() -> network.read(new int[][] {{1, 2}, {1, 99}, {1, 2}}, probabilities))
          .isInstanceOf(DL4JInvalidInputException.class);
      network.step(column(IDS, 1), probabilities);
      assertIs(probabilities, whole, 1);
    }
    assertThat(graph.rnnGetPreviousStates()).isEqualTo(before);
  }
}
