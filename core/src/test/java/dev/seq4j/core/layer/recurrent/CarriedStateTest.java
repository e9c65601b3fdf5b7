package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.Close.assertClose;
import static dev.seq4j.core.layer.SmallNetworks.CLASSES;
import static dev.seq4j.core.layer.SmallNetworks.IN;
import static dev.seq4j.core.layer.SmallNetworks.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class CarriedStateTest {

  private static final int BATCH = 3;
  private static final int TIME = 5;

  /** Where the windows of a sequence begin, and its end. */
  private static final int[] BORDERS = {0, 2, 4, TIME};

  static Stream<Arguments> cellsAndPaths() {
    List<Named<Supplier<CellLayer>>> cells =
        List.of(
            Named.of("LSTM", () -> new LSTM.Builder().nOut(UNITS).build()),
            Named.of("GRU", () -> new GRU.Builder().nOut(UNITS).build()),
            Named.of("SimpleRnn", () -> new SimpleRnn.Builder().nOut(UNITS).build()));
    return Stream.of(Path.values())
        .flatMap(path -> cells.stream().map(cell -> Arguments.of(cell, path)));
  }

  private static DataSet data(DataType type) {
    INDArray mask = Sequences.mask("11111", "11000", "01101");
    return new DataSet(
        Sequences.random(1, type, BATCH, IN, TIME),
        Sequences.labels(2, type, BATCH, CLASSES, TIME),
        mask,
        mask);
  }

  private static DataSet window(DataSet data, int i) {
    INDArray mask =
        data.getFeaturesMaskArray()
            .get(NDArrayIndex.all(), NDArrayIndex.interval(BORDERS[i], BORDERS[i + 1]));
    return new DataSet(
        Sequences.steps(data.getFeatures(), BORDERS[i], BORDERS[i + 1]),
        Sequences.steps(data.getLabels(), BORDERS[i], BORDERS[i + 1]),
        mask,
        mask);
  }

  private static INDArray output(ComputationGraph graph, DataSet batch) {
    INDArray[] features = {batch.getFeatures()};
    INDArray[] masks = {batch.getFeaturesMaskArray()};
    return graph.output(false, features, masks, masks)[0];
  }

  @ParameterizedTest
  @MethodSource("cellsAndPaths")
  void windowsGiveWhatTheWholeSequenceGives(Supplier<CellLayer> cell, Path path) {
    ComputationGraph graph = SmallNetworks.of(DataType.FLOAT, path).graph(cell.get());
    DataSet data = data(DataType.FLOAT);
    INDArray whole = output(graph, data).dup();
    CarriedState state = CarriedState.of(graph);
    assertThat(state.arrays()).isEmpty();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i + 1 < BORDERS.length; i++) {
        int number = i;
        state.carry(
            () ->
                assertClose(
                    "window " + number,
                    output(graph, window(data, number)),
                    Sequences.steps(whole, BORDERS[number], BORDERS[number + 1]),
                    Close.FLOAT));
        assertThat(output(graph, data)).as("outside, from zeros").isEqualTo(whole);
      }
      state.clear();
      assertThat(state.arrays()).isEmpty();
    }
  }

  /** Deeplearning4j's truncated back-propagation does the same, over the windows of one batch. */
  @ParameterizedTest
  @MethodSource("cellsAndPaths")
  void fittingWindowsIsTruncatedBackPropagation(Supplier<CellLayer> cell, Path path) {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      SmallNetworks networks = SmallNetworks.of(type, path);
      ComputationGraph truncated =
          new ComputationGraph(
              networks
                  .graphBuilder(cell.get())
                  .backpropType(BackpropType.TruncatedBPTT)
                  .tBPTTLength(2)
                  .build());
      truncated.init();
      networks.set(truncated);
      ComputationGraph graph = networks.graph(cell.get());
      DataSet data = data(type);
      for (int round = 0; round < 2; round++) {
        truncated.fit(data);
        CarriedState state = CarriedState.of(graph);
        for (int i = 0; i + 1 < BORDERS.length; i++) {
          DataSet batch = window(data, i);
          state.carry(() -> graph.fit(batch));
        }
      }
      assertThat(graph.params()).isEqualTo(truncated.params());
    }
  }

  @ParameterizedTest
  @MethodSource("cellsAndPaths")
  void gradientIsThatOfTheWindowGivenItsFirstState(Supplier<CellLayer> cell, Path path) {
    ComputationGraph graph = SmallNetworks.of(DataType.DOUBLE, path).graph(cell.get());
    graph.initGradientsView();
    DataSet data = data(DataType.DOUBLE);
    CarriedState state = CarriedState.of(graph);
    state.carry(() -> differentiate(graph, window(data, 0)));
    List<INDArray> first = state.arrays();
    DataSet second = window(data, 1);
    state.carry(() -> differentiate(graph, second));
    INDArray gradient = graph.gradient().gradient().div(BATCH); // it is summed over the batch
    NumericGradient.check(
        "parameters",
        graph.params(),
        gradient.reshape(gradient.length()),
        () -> {
          state.set(first);
          state.carry(() -> differentiate(graph, second));
          return graph.score();
        });
  }

  private static void differentiate(ComputationGraph graph, DataSet batch) {
    INDArray[] masks = {batch.getFeaturesMaskArray()};
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.setLayerMaskArrays(masks, masks);
    graph.computeGradientAndScore();
  }

  @Test
  void aFailedPassLeavesTheStateAndTheNetworkAsTheyWere() {
    ComputationGraph graph =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(new LSTM.Builder().nOut(3).build());
    DataSet data = data(DataType.FLOAT);
    INDArray whole = output(graph, data).dup();
    CarriedState state = CarriedState.of(graph);
    state.carry(() -> output(graph, window(data, 0)));
    List<INDArray> before = state.arrays();
    IllegalStateException failure = new IllegalStateException("out of power");
    assertThatThrownBy(
            () ->
                state.carry(
                    () -> {
                      output(graph, window(data, 1));
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(state.arrays()).isEqualTo(before);
    assertThat(output(graph, data)).isEqualTo(whole);
  }

  @Test
  void theStateOfTimeStepsIsAnother() {
    ComputationGraph graph =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(new LSTM.Builder().nOut(3).build());
    DataSet data = data(DataType.FLOAT);
    graph.rnnTimeStep(data.getFeatures());
    Map<String, INDArray> stepped = graph.rnnGetPreviousState("layer");
    CarriedState state = CarriedState.of(graph);
    state.carry(() -> graph.fit(window(data, 0)));
    assertThat(graph.rnnGetPreviousState("layer")).isEqualTo(stepped);
    List<INDArray> carried = state.arrays();
    graph.rnnClearPreviousState();
    assertThat(state.arrays()).isEqualTo(carried);
  }

  private static ComputationGraph stacked() {
    ComputationGraph graph =
        new ComputationGraph(
            SmallNetworks.of(DataType.FLOAT, Path.CHOSEN)
                .graphBuilder(new LSTM.Builder().nOut(3).build())
                .addLayer(
                    "last",
                    new LastTimeStep(new GRU.Builder().nOut(4).build()),
                    "layer") // not in the way of the output, but it has a state, too
                .addLayer(
                    "other",
                    new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build(),
                    "last")
                .setOutputs("out", "other")
                .build());
    graph.init();
    return graph;
  }

  @Test
  void isKeptAsArraysAndTakenUpAgain() {
    ComputationGraph graph = stacked();
    DataSet data = data(DataType.FLOAT);
    CarriedState state = CarriedState.of(graph);
    INDArray[] first = {Sequences.steps(data.getFeatures(), 0, 2)};
    INDArray[] second = {Sequences.steps(data.getFeatures(), 2, 5)};
    state.carry(() -> graph.output(first));
    List<INDArray> kept = state.arrays();
    assertThat(kept.stream().map(array -> array.size(1)).toList()).containsExactly(3L, 3L, 4L);
    INDArray[] expected = new INDArray[2];
    state.carry(() -> expected[0] = graph.output(second)[1].dup());

    CarriedState other = CarriedState.of(graph);
    other.set(kept);
    other.carry(() -> expected[1] = graph.output(second)[1].dup());
    assertThat(expected[1]).isEqualTo(expected[0]);
    assertThat(graph.output(second)[1]).isNotEqualTo(expected[0]);
    other.set(List.of());
    assertThat(other.arrays()).isEmpty();
  }

  @Test
  void refusesTheStateOfAnotherNetwork() {
    CarriedState state = CarriedState.of(stacked());
    INDArray three = Nd4j.zeros(DataType.FLOAT, BATCH, 3);
    INDArray four = Nd4j.zeros(DataType.FLOAT, BATCH, 4);
    refuses(state, List.of(three, three), "recurrent state of layer \"last\": is missing");
    refuses(
        state,
        List.of(three, four, four),
        "layer \"layer\" = [3, 4] of FLOAT: must be [batch, 3] of FLOAT");
    refuses(
        state,
        List.of(three, three, four.castTo(DataType.DOUBLE)),
        "layer \"last\" = [3, 4] of DOUBLE: must be [batch, 4] of FLOAT");
    refuses(
        state, List.of(three, three, four, four), "recurrent state of 4 arrays: the network has 3");
    assertThat(state.arrays()).isEmpty();
  }

  private static void refuses(CarriedState state, List<INDArray> arrays, String message) {
    assertThatThrownBy(() -> state.set(arrays))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesLayersThatCannotCarryIt() {
    for (Layer layer :
        List.of(
            new org.deeplearning4j.nn.conf.layers.LSTM.Builder().nOut(3).build(),
            new Bidirectional(new GRU.Builder().nOut(3).build()),
            new LastTimeStep(new org.deeplearning4j.nn.conf.layers.LSTM.Builder().nOut(3).build()),
            new org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional(
                new LSTM.Builder().nOut(3).build()))) {
      ComputationGraph graph = SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(layer);
      assertThat(CarriedState.isPossibleIn(graph)).isFalse();
      assertThatThrownBy(() -> CarriedState.of(graph))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("layer \"layer\" of type ")
          .hasMessageContaining("cannot carry its state, must be an LSTM, GRU or SimpleRnn");
    }
    assertThat(CarriedState.isPossibleIn(stacked())).isTrue();
    CellLayer sized = new GRU.Builder().nOut(3).build();
    sized.setNIn(InputType.recurrent(IN), true);
    assertThat(
            CarriedState.isPossibleIn(SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(sized)))
        .isTrue();
  }
}
