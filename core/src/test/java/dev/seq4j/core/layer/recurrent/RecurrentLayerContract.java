package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.Close.assertClose;
import static dev.seq4j.core.layer.SmallNetworks.IN;
import static dev.seq4j.core.layer.SmallNetworks.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.LayerContract;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.regularization.L2Regularization;

/** What a layer that runs a cell along time must keep besides {@link LayerContract}. */
abstract class RecurrentLayerContract extends LayerContract {

  /** A new builder with the number of units set. */
  abstract CellLayer.Builder<?> builder();

  @Override
  protected final CellLayer layer() {
    return builder().build();
  }

  private CellLayer lastStateLayer() {
    CellLayer layer = builder().returnSequences(false).build();
    layer.setNIn(InputType.recurrent(IN), true);
    return layer;
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void stepByStepEqualsTheWholeSequence(Path path) {
    INDArray input = Sequences.random(1, DataType.FLOAT, 3, IN, 5);
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    INDArray whole = alone.forward(input, null, false).dup();
    RecurrentLayer layer = (RecurrentLayer) alone.layer();
    for (int[] lengths : List.of(new int[] {1, 1, 1, 1, 1}, new int[] {2, 3}, new int[] {4, 1})) {
      layer.rnnClearPreviousState();
      int from = 0;
      for (int length : lengths) {
        INDArray steps =
            layer.rnnTimeStep(
                Sequences.steps(input, from, from + length), LayerUnderTest.NO_WORKSPACES);
        assertClose(
            "steps from " + from, steps, Sequences.steps(whole, from, from + length), Close.FLOAT);
        from += length;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void networksStepToo(Path path) {
    INDArray input = Sequences.random(1, DataType.FLOAT, 3, IN, 4);
    ComputationGraph graph = SmallNetworks.of(DataType.FLOAT, path).graph(layer());
    INDArray whole = graph.outputSingle(input);
    for (int t = 0; t < 4; t++) {
      INDArray step = input.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));
      assertClose(
          "step " + t,
          graph.rnnTimeStep(step)[0],
          whole.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t)),
          Close.FLOAT);
    }
    Map<String, INDArray> state = graph.rnnGetPreviousState("layer");
    INDArray next = graph.rnnTimeStep(input)[0].dup();
    graph.rnnSetPreviousState("layer", state);
    assertThat(graph.rnnTimeStep(input)[0]).as("from the same state").isEqualTo(next);
    graph.rnnClearPreviousState();
    assertClose("from the beginning", graph.rnnTimeStep(input)[0], whole, Close.FLOAT);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void maskedStepsPassTheStateOn(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    INDArray input = Sequences.random(1, DataType.FLOAT, 1, IN, 5);
    INDArray output = alone.forward(input, Sequences.mask("01011"), false).dup();
    INDArray live = Nd4j.concat(2, Sequences.steps(input, 1, 2), Sequences.steps(input, 3, 5));
    INDArray expected = alone.forward(live, null, false);
    assertClose("step 1", Sequences.steps(output, 1, 2), Sequences.steps(expected, 0, 1), 1e-6);
    assertClose(
        "steps 3 and 4", Sequences.steps(output, 3, 5), Sequences.steps(expected, 1, 3), 1e-6);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void hiddenStepsMayHoldAnything(Path path) {
    assertHiddenStepsMayHoldAnything(path);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void hiddenStepsDoNotTouchTheState(Path path) {
    INDArray mask = Sequences.mask("0110", "1011", "0000");
    RecurrentLayer layer = (RecurrentLayer) alone(sized(), DataType.FLOAT, path).layer();
    INDArray before = input(DataType.FLOAT);
    Map<String, INDArray> initial = null;
    Map<String, INDArray> expected = null;
    for (double any : new double[] {0, Double.NaN, Double.NEGATIVE_INFINITY}) {
      layer.setMaskArray(null);
      layer.rnnClearPreviousState();
      layer.rnnTimeStep(before, LayerUnderTest.NO_WORKSPACES);
      initial = layer.rnnGetPreviousState();
      layer.setMaskArray(mask);
      layer.rnnTimeStep(
          hidden(Sequences.random(2, DataType.FLOAT, 3, IN, 4), mask, any),
          LayerUnderTest.NO_WORKSPACES);
      expected = expected == null ? layer.rnnGetPreviousState() : expected;
      assertThat(layer.rnnGetPreviousState()).as("with %s", any).isEqualTo(expected);
    }
    for (String part : initial.keySet()) {
      assertThat(expected.get(part).getRow(2))
          .as("%s of the row that is masked throughout", part)
          .isEqualTo(initial.get(part).getRow(2));
      assertThat(expected.get(part).getRow(1)).isNotEqualTo(initial.get(part).getRow(1));
    }
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void gradientPassesAnEmptyRowByToItsFirstState(Path path) {
    LayerUnderTest alone = alone(lastStateLayer(), DataType.FLOAT, path);
    RecurrentLayer layer = (RecurrentLayer) alone.layer();
    INDArray input = input(DataType.FLOAT);
    layer.rnnActivateUsingStoredState(input, true, true, LayerUnderTest.NO_WORKSPACES);
    INDArray state = layer.rnnGetTBPTTState().get(CellLayerInstance.HIDDEN_KEY);
    layer.setMaskArray(Sequences.mask("0000", "0000", "0000"));
    INDArray last =
        layer.rnnActivateUsingStoredState(input, true, true, LayerUnderTest.NO_WORKSPACES);
    assertThat(last).as("nothing was read").isEqualTo(state);
    INDArray toInput = alone.backward(Sequences.random(3, DataType.FLOAT, 3, UNITS));
    assertThat(toInput.amaxNumber().doubleValue()).isZero();
    assertThat(alone.gradients().amaxNumber().doubleValue()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void lastStateIsThatOfTheLastLiveStep(Path path) {
    INDArray input = Sequences.random(1, DataType.FLOAT, 4, IN, 4);
    INDArray mask = Sequences.mask("1111", "1100", "1010", "0000");
    INDArray sequence = alone(sized(), DataType.FLOAT, path).forward(input, mask, false);
    INDArray last = alone(lastStateLayer(), DataType.FLOAT, path).forward(input, mask, false);
    int[] lastLive = {3, 1, 2};
    for (int row = 0; row < lastLive.length; row++) {
      for (int unit = 0; unit < UNITS; unit++) {
        assertThat(last.getDouble(row, unit))
            .isEqualTo(sequence.getDouble(row, unit, lastLive[row]));
      }
    }
    assertThat(last.getRow(3).amaxNumber().doubleValue()).as("the empty row").isZero();
  }

  @Test
  void lastStatesGradientsEqualNumericOnes() {
    LayerUnderTest alone = alone(lastStateLayer(), DataType.DOUBLE, Path.CHOSEN);
    INDArray input = input(DataType.DOUBLE);
    INDArray mask = Sequences.mask("0110", "1011", "0000");
    INDArray weights = Sequences.random(3, DataType.DOUBLE, 3, UNITS);
    alone.forward(input, mask, true);
    INDArray toInput = alone.backward(weights).dup();
    INDArray toParams = alone.gradients().dup();
    NumericGradient.check(
        "parameters", alone.params(), toParams, () -> alone.loss(input, mask, weights));
    NumericGradient.check("input", input, toInput, () -> alone.loss(input, mask, weights));
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void lastStateEqualsLastTimeStep(Path path) {
    DataSet data = data(false, DataType.FLOAT, Sequences.prefixMask(4, 4, 2, 3));
    SmallNetworks networks = SmallNetworks.of(DataType.FLOAT, path);
    ComputationGraph wrapped = networks.graph(new LastTimeStep(layer()));
    ComputationGraph own = networks.graph(builder().returnSequences(false).build());
    for (int i = 0; i < 3; i++) {
      wrapped.fit(data);
      own.fit(data);
    }
    assertClose("parameters", own.params(), wrapped.params(), Close.FLOAT);
    INDArray[] features = {data.getFeatures()};
    INDArray[] masks = {data.getFeaturesMaskArray()};
    assertClose(
        "output",
        own.output(false, features, masks)[0],
        wrapped.output(false, features, masks)[0],
        Close.FLOAT);
  }

  @Test
  void standsInStockBidirectional() {
    ComputationGraph graph =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(new Bidirectional(layer()));
    INDArray before = graph.params().dup();
    graph.fit(data(true, DataType.FLOAT, null));
    assertThat(graph.params()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void takesTimeBeforeFeatures(Path path) {
    INDArray input = input(DataType.FLOAT);
    LayerUnderTest plain = alone(sized(), DataType.FLOAT, path);
    CellLayer swapped = builder().dataFormat(RNNFormat.NWC).build();
    swapped.setNIn(InputType.recurrent(IN, RNNFormat.NWC), true);
    LayerUnderTest alone = alone(swapped, DataType.FLOAT, path);
    INDArray output = plain.forward(input, null, true);
    assertThat(alone.forward(input.permute(0, 2, 1), null, true).permute(0, 2, 1))
        .isEqualTo(output);
    INDArray weights = Sequences.random(3, DataType.FLOAT, output.shape());
    assertThat(alone.backward(weights.permute(0, 2, 1)).permute(0, 2, 1))
        .isEqualTo(plain.backward(weights));
    assertThat(alone.gradients()).isEqualTo(plain.gradients());
  }

  @Test
  void frozenLayerPassesGradientsOn() {
    LayerUnderTest plain = alone(sized(), DataType.DOUBLE, Path.CHOSEN);
    LayerUnderTest frozen =
        alone(new FrozenLayerWithBackprop(sized()), DataType.DOUBLE, Path.CHOSEN);
    INDArray input = input(DataType.DOUBLE);
    INDArray mask = Sequences.prefixMask(4, 4, 2, 3);
    INDArray output = plain.forward(input, mask, true);
    assertThat(frozen.forward(input, mask, true)).isEqualTo(output);
    INDArray weights = Sequences.random(3, DataType.DOUBLE, 3, UNITS, 4);
    assertThat(frozen.backward(weights)).isEqualTo(plain.backward(weights));
  }

  @Test
  void halfPrecisionWorks() {
    LayerUnderTest half = alone(sized(), DataType.FLOAT16, Path.CHOSEN);
    LayerUnderTest single = alone(sized(), DataType.FLOAT, Path.CHOSEN);
    INDArray input = input(DataType.FLOAT16);
    INDArray output = half.forward(input, null, true);
    assertClose("output", output, single.forward(input, null, true), 5e-3);
    INDArray weights = Sequences.random(3, DataType.FLOAT16, 3, UNITS, 4);
    assertClose("input gradient", half.backward(weights), single.backward(weights), 2e-2);
    assertClose("gradients", half.gradients(), single.gradients(), 2e-2);
  }

  @Test
  void refusesANetworkOfIntegers() {
    assertThatThrownBy(() -> alone(sized(), DataType.INT32, Path.CHOSEN))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("data type = INT: must be a floating type");
  }

  @Test
  void recurrentWeightsAreOrthogonalByGateUnlessToldOtherwise() {
    ComputationGraph graph = SmallNetworks.of(DataType.DOUBLE, Path.CHOSEN).graph(layer());
    INDArray weights = graph.getParam("layer_RW");
    for (int gate = 0; gate < layer().gates(); gate++) {
      INDArray matrix = PortableCell.blocks(weights, gate, gate + 1, UNITS);
      assertClose(
          "W W'", matrix.mmul(matrix.transpose()), Nd4j.eye(UNITS).castTo(DataType.DOUBLE), 1e-9);
    }
    INDArray identity =
        SmallNetworks.of(DataType.DOUBLE, Path.CHOSEN)
            .graph(builder().weightInitRecurrent(new WeightInitIdentity()).build())
            .getParam("layer_RW");
    assertThat(PortableCell.blocks(identity, 0, 1, UNITS))
        .isEqualTo(Nd4j.eye(UNITS).castTo(DataType.DOUBLE));
  }

  @Test
  void inputWeightsAreXavierForEachGate() {
    CellLayer layer = (CellLayer) builder().nIn(300).nOut(200).build();
    NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder().layer(layer).build();
    INDArray view = Nd4j.create(DataType.FLOAT, layer.initializer().numParams(conf));
    INDArray weights = layer.initializer().init(conf, view, true).get("W");
    double deviation = weights.stdNumber().doubleValue();
    assertThat(deviation).isBetween(0.97 * Math.sqrt(2 / 500.0), 1.03 * Math.sqrt(2 / 500.0));
  }

  @Test
  void regularizesWeightsNotBiases() {
    CellLayer layer = (CellLayer) builder().l2(0.1).build();
    assertThat(layer.getRegularizationByParam("W")).hasSize(1);
    assertThat(layer.getRegularizationByParam("RW")).first().isInstanceOf(L2Regularization.class);
    assertThat(layer.getRegularizationByParam("b")).isEmpty();
  }

  @Test
  void constraintsHold() {
    CellLayer layer =
        (CellLayer)
            builder()
                .constrainRecurrent(new MaxNormConstraint(0.1, 0))
                .constrainInputWeights(new MaxNormConstraint(0.2, 0))
                .build();
    ComputationGraph graph = SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(layer);
    graph.fit(data(true, DataType.FLOAT, null));
    assertThat(graph.getParam("layer_RW").norm2(0).amaxNumber().doubleValue())
        .isLessThan(0.1 + 1e-6);
    assertThat(graph.getParam("layer_W").norm2(0).amaxNumber().doubleValue())
        .isBetween(0.1, 0.2 + 1e-6);
  }

  @Test
  void refusesBadOptionsWhenItIsBuilt() {
    assertThatThrownBy(() -> builder().nOut(0).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nOut = 0: must be at least 1");
    assertThatThrownBy(() -> builder().nIn(-1).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nIn = -1");
    assertThatThrownBy(() -> builder().activation(Activation.SOFTMAX).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("activation = softmax: must be tanh");
  }

  @Test
  void refusesBadOptionsOfAFile() {
    CellLayer layer = (CellLayer) sized();
    layer.setActivationFn(Activation.CUBE.getActivationFunction());
    assertThatThrownBy(() -> alone(layer, DataType.FLOAT, Path.CHOSEN))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("activation = cube: must be tanh");
  }

  @Test
  void dropsWholeFeaturesIfToldSo() {
    CellLayer layer = (CellLayer) sized();
    layer.setIDropout(new SpatialDropout(0.5));
    LayerUnderTest alone = alone(layer, DataType.FLOAT, Path.CHOSEN);
    Nd4j.getRandom().setSeed(1);
    alone.forward(input(DataType.FLOAT), null, true);
    INDArray toInput = alone.backward(Sequences.random(3, DataType.FLOAT, 3, UNITS, 4));
    INDArray live = toInput.neq(0).castTo(DataType.FLOAT).sum(2); // [batch, in]
    assertThat(live.mul(live.rsub(4)).amaxNumber().intValue()).as("all steps or none").isZero();
    assertThat(live.eq(0).any()).isTrue();
    assertThat(live.eq(4).any()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void refusesAStateOfAnotherBatch(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    RecurrentLayer layer = (RecurrentLayer) alone.layer();
    layer.rnnTimeStep(input(DataType.FLOAT), LayerUnderTest.NO_WORKSPACES);
    INDArray smaller = Sequences.random(1, DataType.FLOAT, 2, IN, 1);
    assertThatThrownBy(() -> layer.rnnTimeStep(smaller, LayerUnderTest.NO_WORKSPACES))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("stored state shape = [3, 3]: must be [2, 3]");
    layer.rnnClearPreviousState();
    assertThat(layer.rnnTimeStep(smaller, LayerUnderTest.NO_WORKSPACES).size(0)).isEqualTo(2);
  }
}
