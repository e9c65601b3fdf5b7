package dev.seq4j.core.layer.recurrent;

import static dev.seq4j.core.layer.Close.assertClose;
import static dev.seq4j.core.layer.SmallNetworks.IN;
import static dev.seq4j.core.layer.SmallNetworks.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.LayerContract;
import dev.seq4j.core.layer.LayerState;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class RecurrentCellTest {

  private static List<Layer> layers() {
    return List.of(
        new LSTM.Builder().nOut(UNITS).build(),
        new GRU.Builder().nOut(UNITS).build(),
        new GRU.Builder().resetAfter(false).nOut(UNITS).build(),
        new SimpleRnn.Builder().nOut(UNITS).build());
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void loopOverTheCellEqualsTheLayer(Path path) {
    INDArray input = Sequences.random(1, DataType.FLOAT, 3, IN, 6);
    for (Layer layer : layers()) {
      ComputationGraph graph = SmallNetworks.of(DataType.FLOAT, path).graph(layer);
      INDArray whole = graph.feedForward(input, false).get("layer");
      org.deeplearning4j.nn.api.Layer trained = graph.getLayer("layer");
      RecurrentCell cell =
          path == Path.PORTABLE ? RecurrentCell.portable(trained) : RecurrentCell.of(trained);
      LayerState state = cell.initialState(3);
      for (int t = 0; t < 6; t++) {
        state = cell.step(step(input, t), state);
        assertClose(layer + " step " + t, state.hidden(), step(whole, t), Close.FLOAT);
      }
    }
  }

  @Test
  void goesOnFromTheStateOfTheFirstHalf() {
    INDArray input = Sequences.random(1, DataType.FLOAT, 3, IN, 6);
    for (Layer layer : layers()) {
      ComputationGraph graph = SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(layer);
      INDArray whole = graph.feedForward(input, false).get("layer");
      RecurrentCell cell = RecurrentCell.of(graph.getLayer("layer"));
      LayerState middle = cell.initialState(3);
      for (int t = 0; t < 3; t++) {
        middle = cell.step(step(input, t), middle);
      }
      LayerState fresh = cell.initialState(3);
      LayerState state = middle;
      for (int t = 3; t < 6; t++) {
        state = cell.step(step(input, t), state);
        fresh = cell.step(step(input, t), fresh);
      }
      assertClose(layer + " from the middle", state.hidden(), step(whole, 5), Close.FLOAT);
      assertThat(fresh.hidden().distance2(step(whole, 5))).isGreaterThan(1e-4);
    }
  }

  private static INDArray step(INDArray sequence, int t) {
    return sequence.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));
  }

  @Test
  void followsTheLayersTraining() {
    ComputationGraph graph =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN)
            .graph(new LastTimeStep(new LSTM.Builder().nOut(UNITS).build()));
    RecurrentCell cell = RecurrentCell.of(graph.getLayer("layer"));
    INDArray x = Sequences.random(1, DataType.FLOAT, 3, IN);
    LayerState before = cell.step(x, cell.initialState(3));
    graph.fit(LayerContract.data(false, DataType.FLOAT, null));
    assertThat(cell.step(x, cell.initialState(3)).hidden()).isNotEqualTo(before.hidden());
    assertThat(before.cell().shape()).containsExactly(3, UNITS);
    assertThat(cell.in()).isEqualTo(IN);
    assertThat(cell.units()).isEqualTo(UNITS);
  }

  /** Solution of an exercise of docs/lecture/lstm-and-gru.md. */
  @Test
  void gatesThatAreShutKeepTheStateWhateverComes() {
    int far = 100; // sigmoid of it is 1, and of its negative 0, whatever the weights add
    ComputationGraph lstm =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(new LSTM.Builder().nOut(UNITS).build());
    RecurrentCell cell = RecurrentCell.of(lstm.getLayer("layer"));
    LayerState start = cell.step(Sequences.random(1, DataType.FLOAT, 3, IN), cell.initialState(3));
    INDArray bias = lstm.getLayer("layer").getParam("b").reshape(4 * UNITS);
    bias.get(NDArrayIndex.interval(0, UNITS)).assign(-far); // input gate
    bias.get(NDArrayIndex.interval(UNITS, 2 * UNITS)).assign(far); // forget gate
    assertClose("cell", after(20, cell, start).cell(), start.cell(), Close.FLOAT);

    ComputationGraph gru =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(new GRU.Builder().nOut(UNITS).build());
    cell = RecurrentCell.of(gru.getLayer("layer"));
    start = cell.step(Sequences.random(1, DataType.FLOAT, 3, IN), cell.initialState(3));
    bias = gru.getLayer("layer").getParam("b").reshape(4 * UNITS);
    bias.get(NDArrayIndex.interval(UNITS, 2 * UNITS)).assign(far); // update gate
    assertClose("hidden", after(20, cell, start).hidden(), start.hidden(), Close.FLOAT);

    ComputationGraph rnn =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN)
            .graph(new SimpleRnn.Builder().nOut(UNITS).build());
    cell = RecurrentCell.of(rnn.getLayer("layer"));
    start = cell.step(Sequences.random(1, DataType.FLOAT, 3, IN), cell.initialState(3));
    INDArray hidden = after(20, cell, start).hidden();
    assertThat(hidden.distance2(start.hidden())).as("there is no gate").isGreaterThan(0.1);
  }

  private static LayerState after(int steps, RecurrentCell cell, LayerState state) {
    LayerState now = state.detached();
    for (int t = 0; t < steps; t++) {
      now = cell.step(Sequences.random(t + 2, DataType.FLOAT, 3, IN), now);
    }
    return now;
  }

  @Test
  void refusesWhatDoesNotFit() {
    ComputationGraph graph =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(new LSTM.Builder().nOut(UNITS).build());
    RecurrentCell cell = RecurrentCell.of(graph.getLayer("layer"));
    LayerState state = cell.initialState(2);
    INDArray x = Sequences.random(1, DataType.FLOAT, 2, IN);
    assertThatThrownBy(() -> cell.step(Sequences.random(1, DataType.FLOAT, 2, 5), state))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("input shape = [2, 5]: must be [batch, 2]");
    assertThatThrownBy(() -> cell.step(x, cell.initialState(3)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("state shape = [3, 3]: must be [2, 3]");
    assertThatThrownBy(() -> cell.step(x, new LayerState(state.hidden(), null)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("cell state = null: must be there");
    assertThatThrownBy(() -> cell.initialState(0))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("batch = 0");
    assertThatThrownBy(() -> RecurrentCell.of(graph.getLayer("out")))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("RnnOutputLayer: must be an LSTM, GRU or SimpleRnn");
  }
}
