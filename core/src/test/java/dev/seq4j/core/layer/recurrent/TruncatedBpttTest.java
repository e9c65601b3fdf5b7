package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.LayerUnderTest.NO_WORKSPACES;
import static dev.seq4j.core.layer.SmallNetworks.CLASSES;
import static dev.seq4j.core.layer.SmallNetworks.IN;
import static dev.seq4j.core.layer.SmallNetworks.UNITS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;

/** Back-propagation through a window of time, given the state before it. */
class TruncatedBpttTest {

  private static final int BATCH = 3;

  static Stream<Named<Supplier<CellLayer>>> cells() {
    return Stream.of(
        Named.of("LSTM", () -> new LSTM.Builder().nOut(UNITS).build()),
        Named.of("GRU", () -> new GRU.Builder().nOut(UNITS).build()),
        Named.of("SimpleRnn", () -> new SimpleRnn.Builder().nOut(UNITS).build()));
  }

  private static LayerUnderTest alone(Supplier<CellLayer> cell) {
    CellLayer layer = cell.get();
    layer.setNIn(InputType.recurrent(IN), true);
    return new LayerUnderTest(layer, DataType.DOUBLE);
  }

  private static double loss(RecurrentLayer layer, INDArray input, INDArray weights) {
    return layer
        .rnnActivateUsingStoredState(input, true, false, NO_WORKSPACES)
        .mul(weights)
        .sumNumber()
        .doubleValue();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void gradientOfAWindowIsThatGivenItsFirstState(Supplier<CellLayer> cell) {
    LayerUnderTest alone = alone(cell);
    RecurrentLayer layer = (RecurrentLayer) alone.layer();
    INDArray weights = Sequences.random(3, DataType.DOUBLE, BATCH, UNITS, 3);
    layer.rnnActivateUsingStoredState(
        Sequences.random(1, DataType.DOUBLE, BATCH, IN, 4), true, true, NO_WORKSPACES);
    Map<String, INDArray> first = layer.rnnGetTBPTTState();
    INDArray window = Sequences.random(2, DataType.DOUBLE, BATCH, IN, 3);
    layer.feedForwardMaskArray(Sequences.mask("110", "011", "000"), MaskState.Active, BATCH);
    layer.rnnActivateUsingStoredState(window, true, true, NO_WORKSPACES);
    assertThat(layer.rnnGetTBPTTState()).isNotEqualTo(first);
    INDArray toInput = alone.backward(weights).dup();
    INDArray toParams = alone.gradients().dup();

    layer.rnnSetTBPTTState(first);
    NumericGradient.check(
        "parameters", alone.params(), toParams, () -> loss(layer, window, weights));
    NumericGradient.check("input", window, toInput, () -> loss(layer, window, weights));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void backwardLengthLeavesOutWhatWasBefore(Supplier<CellLayer> cell) {
    LayerUnderTest alone = alone(cell);
    RecurrentLayer layer = (RecurrentLayer) alone.layer();
    INDArray sequence = Sequences.random(1, DataType.DOUBLE, BATCH, IN, 5);
    INDArray weights = Sequences.random(3, DataType.DOUBLE, BATCH, UNITS, 5);
    INDArray mask = Sequences.mask("11111", "11011", "01110");
    alone.forward(sequence, mask, true);
    INDArray toInput = layer.tbpttBackpropGradient(weights, 2, NO_WORKSPACES).getSecond().dup();
    INDArray toParams = alone.gradients().dup();
    assertThat(Sequences.steps(toInput, 0, 3).amaxNumber().doubleValue()).isZero();

    INDArray tail = Sequences.steps(sequence, 3, 5).dup('c');
    INDArray tailWeights = Sequences.steps(weights, 3, 5);
    layer.feedForwardMaskArray(
        mask.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)), MaskState.Active, BATCH);
    layer.rnnActivateUsingStoredState(Sequences.steps(sequence, 0, 3), false, true, NO_WORKSPACES);
    layer.feedForwardMaskArray(
        mask.get(NDArrayIndex.all(), NDArrayIndex.interval(3, 5)), MaskState.Active, BATCH);
    NumericGradient.check(
        "parameters", alone.params(), toParams, () -> loss(layer, tail, tailWeights));
    NumericGradient.check(
        "input", tail, Sequences.steps(toInput, 3, 5), () -> loss(layer, tail, tailWeights));
  }

  @Test
  void backwardLengthBeyondTheSequenceIsAllOfIt() {
    LayerUnderTest alone = alone(() -> new LSTM.Builder().nOut(UNITS).build());
    INDArray sequence = Sequences.random(1, DataType.DOUBLE, BATCH, IN, 3);
    INDArray weights = Sequences.random(3, DataType.DOUBLE, BATCH, UNITS, 3);
    alone.forward(sequence, null, true);
    alone.backward(weights);
    INDArray all = alone.gradients().dup();
    alone.forward(sequence, null, true);
    ((RecurrentLayer) alone.layer()).tbpttBackpropGradient(weights, 9, NO_WORKSPACES);
    assertThat(alone.gradients()).isEqualTo(all);
  }

  @Test
  void graphWithErrorsFromOutsideObservesTheBackwardLength() {
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.DOUBLE)
            .updater(new Sgd(0))
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.recurrent(IN))
            .addLayer("layer", new LSTM.Builder().nOut(UNITS).build(), "in")
            .setOutputs("layer")
            .backpropType(BackpropType.TruncatedBPTT)
            .tBPTTLength(2)
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    INDArray sequence = Sequences.random(1, DataType.DOUBLE, BATCH, IN, 5);
    INDArray weights = Sequences.random(3, DataType.DOUBLE, BATCH, UNITS, 5);
    graph.feedForward(new INDArray[] {sequence}, true, false);
    INDArray gradient = graph.backpropGradient(weights).gradient().dup();

    LayerUnderTest alone = alone(() -> new LSTM.Builder().nOut(UNITS).build());
    alone.params().assign(graph.params());
    alone.forward(sequence, null, true);
    ((RecurrentLayer) alone.layer()).tbpttBackpropGradient(weights, 2, NO_WORKSPACES);
    assertThat(gradient.reshape(gradient.length())).isEqualTo(alone.gradients());
  }

  /** Remembers the gradient of each window and the state after it. */
  private static final class Windows extends BaseTrainingListener {

    private final Layer layer;
    private final List<INDArray> gradients = new ArrayList<>();
    private final List<Map<String, INDArray>> statesAfter = new ArrayList<>();

    Windows(Layer layer) {
      this.layer = layer;
    }

    @Override
    public void onGradientCalculation(Model model) {
      gradients.add(model.gradient().gradient().div(BATCH)); // it is summed over the batch
      statesAfter.add(((RecurrentLayer) layer).rnnGetTBPTTState());
    }
  }

  private static DataSet data(int time, INDArray mask) {
    return new DataSet(
        Sequences.random(1, DataType.DOUBLE, BATCH, IN, time),
        Sequences.labels(2, DataType.DOUBLE, BATCH, CLASSES, time),
        mask,
        mask);
  }

  private static DataSet window(DataSet data, int from, int to) {
    INDArray mask =
        data.getFeaturesMaskArray().get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
    return new DataSet(
        Sequences.steps(data.getFeatures(), from, to),
        Sequences.steps(data.getLabels(), from, to),
        mask,
        mask);
  }

  private static final SmallNetworks STILL =
      SmallNetworks.of(DataType.DOUBLE, Path.CHOSEN).withUpdater(new Sgd(0));

  @ParameterizedTest
  @EnumSource(
      value = WorkspaceMode.class,
      names = {"ENABLED", "NONE"})
  void graphFitsEachWindowFromTheStateBeforeIt(WorkspaceMode workspaces) {
    ComputationGraphConfiguration configuration =
        STILL
            .withWorkspaces(workspaces)
            .graphBuilder(new LSTM.Builder().nOut(UNITS).build())
            .backpropType(BackpropType.TruncatedBPTT)
            .tBPTTLength(2)
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    Windows windows = new Windows(graph.getLayer("layer"));
    graph.setListeners(windows);
    DataSet data = data(5, Sequences.mask("11111", "11000", "01101"));
    graph.fit(data);

    assertThat(windows.gradients).as("windows of 2, 2 and 1").hasSize(3);
    ComputationGraph reference = graph.clone();
    RecurrentLayer layer = (RecurrentLayer) reference.getLayer("layer");
    for (int i = 1; i < 3; i++) {
      Map<String, INDArray> before = windows.statesAfter.get(i - 1);
      DataSet window = window(data, 2 * i, Math.min(5, 2 * i + 2));
      NumericGradient.check(
          "window " + i,
          reference.params(),
          windows.gradients.get(i),
          () -> {
            layer.rnnSetTBPTTState(before);
            reference.setInputs(window.getFeatures());
            reference.setLabels(window.getLabels());
            INDArray[] masks = {window.getFeaturesMaskArray()};
            reference.setLayerMaskArrays(masks, masks);
            reference.computeGradientAndScore();
            return reference.score();
          });
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WorkspaceMode.class,
      names = {"ENABLED", "NONE"})
  void listFitsAsTheGraphDoes(WorkspaceMode workspaces) {
    SmallNetworks networks =
        SmallNetworks.of(DataType.DOUBLE, Path.CHOSEN).withWorkspaces(workspaces);
    CellLayer layer = new GRU.Builder().nOut(UNITS).build();
    MultiLayerNetwork list =
        new MultiLayerNetwork(
            networks
                .listBuilder(layer)
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(2)
                .build());
    list.init();
    ComputationGraph graph =
        new ComputationGraph(
            networks
                .graphBuilder(new GRU.Builder().nOut(UNITS).build())
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(2)
                .build());
    graph.init();
    DataSet data = data(5, Sequences.mask("11111", "11000", "01101"));
    for (int i = 0; i < 2; i++) {
      list.fit(data);
      graph.fit(data);
    }
    assertThat(list.params()).isEqualTo(graph.params());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void windowThatCoversTheSequenceIsPlainBackPropagation(Supplier<CellLayer> cell) {
    SmallNetworks networks = SmallNetworks.of(DataType.DOUBLE, Path.CHOSEN);
    for (int length : new int[] {4, 9}) {
      ComputationGraph truncated =
          new ComputationGraph(
              networks
                  .graphBuilder(cell.get())
                  .backpropType(BackpropType.TruncatedBPTT)
                  .tBPTTLength(length)
                  .build());
      truncated.init();
      ComputationGraph plain = networks.graph(cell.get());
      DataSet data = data(4, Sequences.mask("1111", "1100", "0110"));
      for (int i = 0; i < 3; i++) {
        truncated.fit(data);
        plain.fit(data);
      }
      assertThat(truncated.params()).as("length %d", length).isEqualTo(plain.params());
    }
  }
}
