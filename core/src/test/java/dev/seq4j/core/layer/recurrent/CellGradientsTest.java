package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.SmallNetworks.IN;
import static dev.seq4j.core.layer.SmallNetworks.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.CellWeights;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class CellGradientsTest {

  private static final int TIME = 6;
  private static final double STEP = 1e-5;

  static Stream<Layer> layers() {
    return Stream.of(
        new SimpleRnn.Builder().nOut(UNITS).build(),
        new LSTM.Builder().nOut(UNITS).build(),
        new GRU.Builder().nOut(UNITS).build(),
        new GRU.Builder().resetAfter(false).nOut(UNITS).build());
  }

  private static org.deeplearning4j.nn.api.Layer layer(Layer configuration, DataType type) {
    ComputationGraph graph = SmallNetworks.of(type, Path.CHOSEN).graph(configuration);
    return graph.getLayer("layer");
  }

  /** The rows of the identity as a state's gradients: h before c. */
  private static LayerState identity(DataType type, boolean hasCellState) {
    INDArray eye = Nd4j.eye(hasCellState ? 2 * UNITS : UNITS).castTo(type);
    return split(eye, hasCellState);
  }

  private static LayerState split(INDArray rows, boolean hasCellState) {
    return new LayerState(
        rows.get(NDArrayIndex.all(), NDArrayIndex.interval(0, UNITS)).dup('c'),
        hasCellState
            ? rows.get(NDArrayIndex.all(), NDArrayIndex.interval(UNITS, 2 * UNITS)).dup('c')
            : null);
  }

  private static INDArray joined(LayerState state) {
    return state.cell() == null ? state.hidden() : Nd4j.hstack(state.hidden(), state.cell());
  }

  /** ds_T/ds_0 by one Jacobian a step, each by differences of the cell's forward pass. */
  private static INDArray slowly(
      org.deeplearning4j.nn.api.Layer layer, INDArray sequence, List<LayerState> states) {
    RecurrentCell cell = RecurrentCell.of(layer);
    boolean hasCellState = states.get(0).cell() != null;
    int size = hasCellState ? 2 * UNITS : UNITS;
    INDArray product = Nd4j.eye(size).castTo(DataType.DOUBLE);
    for (int t = TIME; t > 0; t--) {
      INDArray before = joined(states.get(t - 1));
      INDArray jacobian = Nd4j.create(DataType.DOUBLE, size, size);
      for (int j = 0; j < size; j++) {
        INDArray up = before.dup();
        up.putScalar(0, j, before.getDouble(0, j) + STEP);
        INDArray down = before.dup();
        down.putScalar(0, j, before.getDouble(0, j) - STEP);
        INDArray x = sequence.getRow(t - 1, true);
        INDArray column =
            joined(cell.step(x, split(up, hasCellState)))
                .sub(joined(cell.step(x, split(down, hasCellState))))
                .divi(2 * STEP);
        jacobian.putColumn(j, column.reshape(size));
      }
      product = product.mmul(jacobian);
    }
    return product;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void goesBackByTheProductOfJacobians(Layer configuration) {
    org.deeplearning4j.nn.api.Layer layer = layer(configuration, DataType.DOUBLE);
    CellGradients cell = CellGradients.of(layer);
    INDArray sequence = Sequences.random(1, DataType.DOUBLE, TIME, IN);
    List<LayerState> states = cell.states(sequence);
    LayerState product = identity(DataType.DOUBLE, states.get(0).cell() != null);
    for (int t = TIME; t > 0; t--) {
      product = cell.back(sequence.getRow(t - 1), states.get(t - 1), product);
    }
    INDArray exact = slowly(layer, sequence, states);
    assertThat(exact.norm2Number().doubleValue()).isGreaterThan(1e-3);
    assertThat(joined(product).distance2(exact)).isLessThan(1e-6);
  }

  @Test
  void isTheTextbooksProductForTheSimpleNetwork() {
    org.deeplearning4j.nn.api.Layer layer =
        layer(new SimpleRnn.Builder().nOut(UNITS).build(), DataType.DOUBLE);
    CellGradients cell = CellGradients.of(layer);
    INDArray sequence = Sequences.random(1, DataType.DOUBLE, TIME, IN);
    List<LayerState> states = cell.states(sequence);
    INDArray recurrent = layer.getParam("RW"); // h_t = tanh(... + h_(t-1) W_h)
    INDArray product = Nd4j.eye(UNITS).castTo(DataType.DOUBLE);
    LayerState measured = identity(DataType.DOUBLE, false);
    for (int t = TIME; t > 0; t--) {
      INDArray h = states.get(t).hidden();
      INDArray slope = h.mul(h).rsub(1).reshape(UNITS); // of tanh
      product = product.mulRowVector(slope).mmul(recurrent.transpose());
      measured = cell.back(sequence.getRow(t - 1), states.get(t - 1), measured);
    }
    assertThat(measured.hidden().distance2(product)).isLessThan(1e-10);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void theFastPathGoesTheSameWay(Layer configuration) {
    INDArray sequence = Sequences.random(1, DataType.DOUBLE, TIME, IN);
    org.deeplearning4j.nn.api.Layer exact = layer(configuration, DataType.DOUBLE);
    org.deeplearning4j.nn.api.Layer fast = layer(configuration, DataType.FLOAT);
    fast.setParams(exact.params().castTo(DataType.FLOAT));
    assertThat(wayBack(fast, sequence.castTo(DataType.FLOAT)).castTo(DataType.DOUBLE))
        .satisfies(way -> assertThat(way.distance2(wayBack(exact, sequence))).isLessThan(1e-5));
  }

  private static INDArray wayBack(org.deeplearning4j.nn.api.Layer layer, INDArray sequence) {
    CellGradients cell = CellGradients.of(layer);
    List<LayerState> states = cell.states(sequence);
    LayerState gradients = identity(sequence.dataType(), states.get(0).cell() != null);
    for (int t = TIME; t > 0; t--) {
      gradients = cell.back(sequence.getRow(t - 1), states.get(t - 1), gradients);
    }
    return joined(gradients);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsOfParametersAreThoseOfTheLoss(Layer configuration) {
    org.deeplearning4j.nn.api.Layer layer = layer(configuration, DataType.DOUBLE);
    CellGradients cell = CellGradients.of(layer);
    INDArray sequence = Sequences.random(1, DataType.DOUBLE, TIME, IN);
    LayerState before = cell.states(sequence).get(0);
    INDArray ones = Nd4j.ones(DataType.DOUBLE, 1, UNITS); // L = sum of h_T
    LayerState seed = new LayerState(ones, before.cell() == null ? null : ones.mul(0));
    CellWeights gradients = cell.parameters(sequence, before, seed);
    INDArray weights = layer.getParam("RW");
    for (int i = 0; i < UNITS; i++) {
      double kept = weights.getDouble(i, 0);
      weights.putScalar(i, 0, kept + STEP);
      double up = lastSum(cell, sequence);
      weights.putScalar(i, 0, kept - STEP);
      double down = lastSum(cell, sequence);
      weights.putScalar(i, 0, kept);
      assertThat(gradients.recurrent().getDouble(i, 0))
          .isCloseTo((up - down) / (2 * STEP), within(1e-6));
    }
  }

  private static double lastSum(CellGradients cell, INDArray sequence) {
    return cell.states(sequence).get(TIME).hidden().sumNumber().doubleValue();
  }

  @Test
  void refusesWhatDoesNotFit() {
    CellGradients cell =
        CellGradients.of(layer(new GRU.Builder().nOut(UNITS).build(), DataType.FLOAT));
    INDArray wide = Sequences.random(1, DataType.FLOAT, TIME, IN + 1);
    assertThatThrownBy(() -> cell.states(wide))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("sequence shape = [6, 3]: must be [time, 2]");
    INDArray sequence = Sequences.random(1, DataType.FLOAT, TIME, IN);
    LayerState state = cell.states(sequence).get(0);
    assertThatThrownBy(() -> cell.back(wide.getRow(0), state, state))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("input shape = [3]: must be [1, 2]");
    assertThatThrownBy(() -> CellGradients.of(null))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("must be an LSTM, GRU or SimpleRnn");
  }
}
