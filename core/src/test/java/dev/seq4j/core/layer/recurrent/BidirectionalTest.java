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
import dev.seq4j.core.layer.recurrent.Bidirectional.Mode;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;

class BidirectionalTest {

  abstract static class Contract extends LayerContract {

    @ParameterizedTest
    @EnumSource(Path.class)
    void hiddenStepsMayHoldAnything(Path path) {
      assertHiddenStepsMayHoldAnything(path);
    }
  }

  @Nested
  class Concat extends Contract {
    @Override
    protected Layer layer() {
      return new Bidirectional(new LSTM.Builder().nOut(UNITS).build());
    }
  }

  @Nested
  class Mul extends Contract {
    @Override
    protected Layer layer() {
      return new Bidirectional(Mode.MUL, new SimpleRnn.Builder().nOut(UNITS).build());
    }
  }

  @Nested
  class LastStates extends Contract {
    @Override
    protected Layer layer() {
      return new Bidirectional(new LSTM.Builder().nOut(UNITS).returnSequences(false).build());
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void everyModesGradientsEqualNumericOnes(Mode mode) {
    for (boolean sequences : new boolean[] {true, false}) {
      Bidirectional layer =
          new Bidirectional(
              mode, new SimpleRnn.Builder().nIn(IN).nOut(2).returnSequences(sequences).build());
      LayerUnderTest alone = new LayerUnderTest(layer, DataType.DOUBLE);
      INDArray input = Sequences.random(1, DataType.DOUBLE, 2, IN, 3);
      INDArray mask = Sequences.mask("110", "101");
      INDArray weights =
          Sequences.random(3, DataType.DOUBLE, alone.forward(input, mask, true).shape().clone());
      INDArray toInput = alone.backward(weights).dup();
      INDArray toParams = alone.gradients().dup();
      NumericGradient.check(
          "parameters", alone.params(), toParams, () -> alone.loss(input, mask, weights));
      NumericGradient.check("input", input, toInput, () -> alone.loss(input, mask, weights));
    }
  }

  private static LayerUnderTest alone(Layer layer, Path path) {
    layer.setNIn(InputType.recurrent(IN), true);
    LayerUnderTest alone = new LayerUnderTest(layer, DataType.FLOAT);
    SmallNetworks.of(DataType.FLOAT, path).set(alone.layer());
    return alone;
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void isAForwardCellBesideOneOnTheReversedLiveSteps(Path path) {
    LayerUnderTest both = alone(new Bidirectional(new LSTM.Builder().nOut(UNITS).build()), path);
    LayerUnderTest one = alone(new LSTM.Builder().nOut(UNITS).build(), path);
    long half = both.params().length() / 2;
    INDArray input = Sequences.random(1, DataType.FLOAT, 1, IN, 5);
    INDArray output = both.forward(input, Sequences.mask("11100"), false).dup();
    INDArray live = Sequences.steps(input, 0, 3).dup('c');

    one.params().assign(both.params().get(NDArrayIndex.interval(0, half)));
    assertClose(
        "forward",
        output.get(
            NDArrayIndex.all(), NDArrayIndex.interval(0, UNITS), NDArrayIndex.interval(0, 3)),
        one.forward(live, null, false),
        Close.FLOAT);
    one.params().assign(both.params().get(NDArrayIndex.interval(half, 2 * half)));
    INDArray backwards = live.dup();
    for (int t = 0; t < 3; t++) {
      Sequences.steps(backwards, t, t + 1).assign(Sequences.steps(live, 2 - t, 3 - t));
    }
    INDArray expected = one.forward(backwards, null, false);
    for (int t = 0; t < 3; t++) {
      assertClose(
          "backward step " + t,
          output.get(
              NDArrayIndex.all(),
              NDArrayIndex.interval(UNITS, 2 * UNITS),
              NDArrayIndex.interval(t, t + 1)),
          Sequences.steps(expected, 2 - t, 3 - t),
          Close.FLOAT);
    }
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void lastStatesAreTheForwardsLastAndTheBackwardsFirst(Path path) {
    INDArray input = Sequences.random(1, DataType.FLOAT, 2, IN, 5);
    INDArray mask = Sequences.mask("11100", "01011");
    INDArray sequence =
        alone(new Bidirectional(new GRU.Builder().nOut(UNITS).build()), path)
            .forward(input, mask, false);
    INDArray last =
        alone(new Bidirectional(new GRU.Builder().nOut(UNITS).returnSequences(false).build()), path)
            .forward(input, mask, false);
    int[] lastLive = {2, 4};
    int[] firstLive = {0, 1};
    for (int row = 0; row < 2; row++) {
      for (int unit = 0; unit < UNITS; unit++) {
        assertThat(last.getDouble(row, unit))
            .isEqualTo(sequence.getDouble(row, unit, lastLive[row]));
        assertThat(last.getDouble(row, UNITS + unit))
            .isEqualTo(sequence.getDouble(row, UNITS + unit, firstLive[row]));
      }
    }
  }

  @Test
  void cellsOptionsHoldForBothDirections() {
    Bidirectional layer =
        new Bidirectional(
            new LSTM.Builder()
                .nOut(UNITS)
                .forgetGateBiasInit(3)
                .l2(0.5)
                .updater(new Nesterovs(0.7))
                .constrainRecurrent(new MaxNormConstraint(0.1, 0))
                .build());
    ComputationGraph graph = SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(layer);
    for (String direction : new String[] {"f", "b"}) {
      INDArray bias = graph.getParam("layer_" + direction + "b");
      assertThat(bias.getDouble(UNITS)).isEqualTo(3);
      assertThat(layer.getRegularizationByParam(direction + "W")).hasSize(1);
      assertThat(layer.getRegularizationByParam(direction + "b")).isEmpty();
      assertThat(layer.getUpdaterByParam(direction + "W")).isInstanceOf(Nesterovs.class);
    }
    assertThat(graph.getParam("layer_fRW")).isNotEqualTo(graph.getParam("layer_bRW"));
    graph.fit(LayerContract.data(true, DataType.FLOAT, null));
    for (String name : new String[] {"layer_fRW", "layer_bRW"}) {
      assertThat(graph.getParam(name).norm2(0).amaxNumber().doubleValue()).isLessThan(0.1 + 1e-6);
    }
  }

  @Test
  void resizesItsCell() {
    Bidirectional layer = new Bidirectional(new LSTM.Builder().nIn(2).nOut(3).build());
    assertThat(layer.getNOut()).isEqualTo(6);
    layer.setNOut(10);
    layer.setNIn(7);
    assertThat(layer.getCell().getNOut()).isEqualTo(5);
    assertThat(layer.getCell().getNIn()).isEqualTo(7);
    Bidirectional clone = layer.clone();
    clone.setNIn(9);
    assertThat(layer.getCell().getNIn()).as("the original's").isEqualTo(7);
  }

  @Test
  void refusesWhatNeedsTheFuture() {
    LayerUnderTest alone =
        alone(new Bidirectional(new LSTM.Builder().nOut(UNITS).build()), Path.CHOSEN);
    INDArray input = Sequences.random(1, DataType.FLOAT, 1, IN, 1);
    assertThatThrownBy(
            () -> ((RecurrentLayer) alone.layer()).rnnTimeStep(input, LayerUnderTest.NO_WORKSPACES))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("cannot step through time backwards");
    ComputationGraph truncated =
        new ComputationGraph(
            SmallNetworks.of(DataType.FLOAT, Path.CHOSEN)
                .graphBuilder(new Bidirectional(new LSTM.Builder().nOut(UNITS).build()))
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(2)
                .build());
    truncated.init();
    assertThatThrownBy(() -> truncated.fit(LayerContract.data(true, DataType.FLOAT, null)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("truncated back-propagation");
  }
}
