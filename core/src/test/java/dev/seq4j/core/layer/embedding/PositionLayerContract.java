package dev.seq4j.core.layer.embedding;

import static dev.seq4j.core.layer.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.LayerContract;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What a layer of positions must keep besides {@link LayerContract}. */
abstract class PositionLayerContract extends LayerContract {

  @ParameterizedTest
  @EnumSource(Path.class)
  void stepByStepEqualsTheWholeSequence(Path path) {
    INDArray input = Sequences.random(1, DataType.FLOAT, 3, SmallNetworks.IN, 5);
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
        assertClose("from " + from, steps, Sequences.steps(whole, from, from + length), 0);
        from += length;
      }
    }
  }

  @Test
  void networksStepToo() {
    INDArray input = Sequences.random(1, DataType.FLOAT, 3, SmallNetworks.IN, 4);
    ComputationGraph graph = SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(layer());
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
    assertThat(state.get("position").toIntVector()).containsExactly(4, 4, 4);
    graph.rnnSetPreviousState("layer", Map.of("position", Nd4j.createFromArray(0, 0, 0)));
    assertThat(graph.rnnTimeStep(input)[0]).isEqualTo(whole);
    graph.rnnClearPreviousState();
    assertThat(graph.rnnTimeStep(input)[0]).isEqualTo(whole);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void maskedStepsHaveNoPosition(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    INDArray input = Sequences.random(1, DataType.FLOAT, 1, SmallNetworks.IN, 5);
    INDArray output = alone.forward(input, Sequences.mask("01011"), false).dup();
    INDArray live = Nd4j.concat(2, Sequences.steps(input, 1, 2), Sequences.steps(input, 3, 5));
    INDArray expected = alone.forward(live, null, false);
    assertClose("step 1", Sequences.steps(output, 1, 2), Sequences.steps(expected, 0, 1), 0);
    assertClose("steps 3, 4", Sequences.steps(output, 3, 5), Sequences.steps(expected, 1, 3), 0);
  }

  @Test
  void countsOnFromWindowToWindow() {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, Path.CHOSEN);
    RecurrentLayer layer = (RecurrentLayer) alone.layer();
    INDArray input = Sequences.random(1, DataType.FLOAT, 3, SmallNetworks.IN, 5);
    INDArray whole = alone.forward(input, null, false).dup();
    for (int[] window : new int[][] {{0, 2}, {2, 5}}) {
      INDArray output =
          layer.rnnActivateUsingStoredState(
              Sequences.steps(input, window[0], window[1]),
              true,
              true,
              LayerUnderTest.NO_WORKSPACES);
      assertClose("window", output, Sequences.steps(whole, window[0], window[1]), 0);
    }
    Map<String, INDArray> state = layer.rnnGetTBPTTState();
    assertThat(state.get("position").toIntVector()).containsExactly(5, 5, 5);
    assertThat(layer.rnnGetPreviousState()).isEmpty();
    layer.rnnClearPreviousState();
    assertThat(layer.rnnGetTBPTTState()).isEmpty();
  }

  @Test
  void windowsOfTruncatedBackPropagationTrain() {
    ComputationGraphConfiguration configuration =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graphBuilder(layer()).build();
    configuration.setBackpropType(BackpropType.TruncatedBPTT);
    configuration.setTbpttFwdLength(2);
    configuration.setTbpttBackLength(2);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    graph.fit(data(true, DataType.FLOAT, null));
    assertThat(graph.getIterationCount()).isEqualTo(2);
    assertThat(graph.params().isNaN().any()).isFalse();
  }

  @Test
  void dropOutHoldsForTheOutput() {
    for (Path path : Path.values()) {
      org.deeplearning4j.nn.conf.layers.Layer layer = sized();
      layer.setIDropout(new Dropout(0.5));
      LayerUnderTest alone = alone(layer, DataType.FLOAT, path);
      INDArray input = input(DataType.FLOAT);
      INDArray plain = alone.forward(input, null, false).dup();
      INDArray dropped = alone.forward(input, null, true);
      INDArray factors = dropped.div(plain);
      INDArray toInput = alone.backward(Nd4j.onesLike(plain));
      assertClose("factors of the gradient", toInput, factors, 1e-6);
      assertThat(factors.eq(0).any()).isTrue();
      assertThat(factors.gt(1.9).any()).isTrue();
    }
  }

  @Test
  void dropsWholeFeaturesIfToldSo() {
    org.deeplearning4j.nn.conf.layers.Layer layer = sized();
    layer.setIDropout(new SpatialDropout(0.5));
    LayerUnderTest alone = alone(layer, DataType.FLOAT, Path.CHOSEN);
    Nd4j.getRandom().setSeed(1);
    alone.forward(input(DataType.FLOAT), null, true);
    INDArray toInput = alone.backward(Nd4j.ones(DataType.FLOAT, 3, SmallNetworks.IN, 4));
    INDArray live = toInput.neq(0).castTo(DataType.FLOAT).sum(2); // [batch, in]
    assertThat(live.mul(live.rsub(4)).amaxNumber().intValue()).as("all steps or none").isZero();
    assertThat(live.eq(0).any()).isTrue();
    assertThat(live.eq(4).any()).isTrue();
  }

  @Test
  void refusesAStateOfAnotherBatch() {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, Path.CHOSEN);
    RecurrentLayer layer = (RecurrentLayer) alone.layer();
    layer.rnnTimeStep(input(DataType.FLOAT), LayerUnderTest.NO_WORKSPACES);
    INDArray smaller = Sequences.random(1, DataType.FLOAT, 2, SmallNetworks.IN, 1);
    assertThatThrownBy(() -> layer.rnnTimeStep(smaller, LayerUnderTest.NO_WORKSPACES))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("positions of 3 rows: must be 2");
  }
}
