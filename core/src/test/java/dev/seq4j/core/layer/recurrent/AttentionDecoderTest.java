package dev.seq4j.core.layer.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.MemoryLayerContract;
import dev.seq4j.core.layer.SmallNetworks.Path;
import dev.seq4j.core.layer.attention.Attends;
import dev.seq4j.core.layer.attention.AttentionWeights;
import dev.seq4j.core.layer.attention.MemoryVertex;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AttentionDecoderTest extends MemoryLayerContract {

  private static final int UNITS = 2;

  @Override
  protected Layer layer() {
    return decoder(new GRU.Builder().nOut(UNITS).build());
  }

  static AttentionDecoder decoder(CellLayer cell) {
    return new AttentionDecoder.Builder(cell, 2).build();
  }

  /** One step of one row by hand: a tanh cell, two steps to look at. */
  @ParameterizedTest
  @EnumSource(Path.class)
  void computesTheEquations(Path path) {
    SimpleRnn cell = new SimpleRnn.Builder().nOut(1).build();
    AttentionDecoder layer = new AttentionDecoder.Builder(cell, 1).nIn(1).nMemory(1).build();
    LayerUnderTest alone = alone(layer, DataType.FLOAT, path);
    // W = [context 0.5, input 2], RW = 3, b = 0.1, Q = 0.7, U = -1, bU = 0.2, v = 2, I = 0.4, bI =
    // 0
    alone.params().assign(Nd4j.createFromArray(0.5f, 2f, 3f, 0.1f, 0.7f, -1f, 0.2f, 2f, 0.4f, 0f));
    INDArray memory = Nd4j.createFromArray(new float[][][] {{{1f, 0.5f}}});
    INDArray input = Nd4j.createFromArray(new float[][][] {{{0.3f}}});
    INDArray output = new Case(input, null, memory, null).forward(alone, false);
    double state = Math.tanh(0.4 * 0.75);
    double first = Math.exp(2 * Math.tanh(0.7 * state - 1 + 0.2));
    double second = Math.exp(2 * Math.tanh(0.7 * state - 0.5 + 0.2));
    double context = (first * 1 + second * 0.5) / (first + second);
    double next = Math.tanh(0.5 * context + 2 * 0.3 + 3 * state + 0.1);
    assertThat(output.shape()).containsExactly(1, 2, 1);
    assertThat(output.getDouble(0)).isCloseTo(next, within(1e-6));
    assertThat(output.getDouble(1)).isCloseTo(context, within(1e-6));
    Attends attends = (Attends) alone.layer();
    reader(alone).setMemory(memory, null);
    INDArray weights = attends.attentionWeights(input, true);
    assertThat(weights.shape()).containsExactly(1, 1, 1, 2);
    assertThat(weights.getDouble(0)).isCloseTo(first / (first + second), within(1e-6));
    assertThat(weights.sumNumber().doubleValue()).isCloseTo(1, within(1e-6));
  }

  @Test
  void weightsOfANetworkCanBeRead() {
    ComputationGraph graph = graph(Path.CHOSEN, WorkspaceMode.ENABLED);
    INDArray[] features = data().getFeatures();
    INDArray[] masks = data().getFeaturesMaskArrays();
    INDArray weights = AttentionWeights.of(graph, "decoder", features, masks);
    assertThat(weights.shape()).containsExactly(BATCH, 1, TIME, STEPS);
    Close.assertClose("sums", weights.sum(3).reshape(BATCH, TIME), masks[0], 1e-6);
    INDArray seen = weights.sum(2).reshape(BATCH, STEPS).gt(0).castTo(DataType.FLOAT);
    assertThat(seen).as("no padding is seen").isEqualTo(masks[1]);
    assertThat(AttentionWeights.toMemory(graph, "decoder", features, masks)).isEqualTo(weights);
    assertThatThrownBy(() -> AttentionWeights.of(graph, "encoder", features))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("encoder");
  }

  @Test
  void optionsOfTheCellHoldUnlessTheDecoderHasItsOwn() {
    GRU cell = new GRU.Builder().nOut(UNITS).l2(0.3).biasInit(0.5).dropOut(0.8).build();
    AttentionDecoder layer = new AttentionDecoder.Builder(cell, 5).biasInit(0.7).build();
    assertThat(layer.getRegularization()).isEqualTo(cell.getRegularization());
    assertThat(layer.getIDropout()).isEqualTo(cell.getIDropout());
    assertThat(layer.getBiasInit()).isEqualTo(0.7);
    layer.setNIn(InputType.recurrent(2), false);
    layer.setMemoryType(InputType.recurrent(3));
    assertThat(layer.getNOut()).isEqualTo(UNITS + 3);
    assertThat(layer.getCell().getNIn()).isEqualTo(5);
    assertThat(cell.getNIn()).as("the cell that was given").isZero();
  }

  @Test
  void refusesOptionsThatAreNotAllowed() {
    GRU cell = new GRU.Builder().nOut(UNITS).build();
    assertThatThrownBy(() -> new AttentionDecoder.Builder(cell, 0).name("dec").build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("AttentionDecoder \"dec\": attention = 0: must be at least 1");
    assertThatThrownBy(() -> new AttentionDecoder.Builder(cell, 3).nOut(4).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nOut = 4: must not be set");
    assertThatThrownBy(() -> new AttentionDecoder.Builder(cell, 3).nMemory(-1).build())
        .hasMessageContaining("nMemory = -1");
    assertThatThrownBy(() -> new MemoryVertex(cell))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a layer that reads a memory");
    AttentionDecoder sized = (AttentionDecoder) layer();
    sized.setNIn(InputType.recurrent(2), true);
    assertThatThrownBy(() -> sized.getOutputType(0, InputType.feedForward(3)))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("must be recurrent");
  }
}
