package dev.seq4j.core.layer.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.LayerContract;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.SequenceLayerParity;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AdditiveAttentionPoolingTest extends LayerContract {

  @Override
  protected Layer layer() {
    return new AdditiveAttentionPooling.Builder(3).build();
  }

  /** Three steps of two features by hand, the last one masked. */
  @ParameterizedTest
  @EnumSource(Path.class)
  void weighsStepsByTheirScores(Path path) {
    AdditiveAttentionPooling layer = new AdditiveAttentionPooling.Builder(1).nIn(2).build();
    LayerUnderTest alone = alone(layer, DataType.FLOAT, path);
    alone.params().assign(Nd4j.createFromArray(1f, 2f, 0.5f, 3f)); // U = [1 2]', b = 0.5, v = 3
    INDArray input = Nd4j.createFromArray(new float[][][] {{{0.1f, -0.2f, 9f}, {0.3f, 0.4f, 9f}}});
    INDArray output = alone.forward(input, Sequences.mask("110"), false);
    double first = Math.exp(3 * Math.tanh(0.1 + 0.6 + 0.5));
    double second = Math.exp(3 * Math.tanh(-0.2 + 0.8 + 0.5));
    double share = first / (first + second);
    assertThat(output.getDouble(0)).isCloseTo(share * 0.1 - (1 - share) * 0.2, within(1e-6));
    assertThat(output.getDouble(1)).isCloseTo(share * 0.3 + (1 - share) * 0.4, within(1e-6));
    alone.layer().setMaskArray(Sequences.mask("110"));
    INDArray weights = ((Attends) alone.layer()).attentionWeights(input, false);
    assertThat(weights.shape()).containsExactly(1, 1, 1, 3);
    assertThat(weights.getDouble(0)).isCloseTo(share, within(1e-6));
    assertThat(weights.getDouble(1)).isCloseTo(1 - share, within(1e-6));
    assertThat(weights.getDouble(2)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,1", "5,7,6,3", "33,50,17,20"})
  void kernelEqualsPortablePath(int batch, int time, int features, int attention) {
    SequenceLayerParity.check(
        new AdditiveAttentionPooling.Builder(attention).nIn(features).build(), batch, time);
  }

  @Test
  void weightsOfANetworkCanBeRead() {
    ComputationGraph graph = SmallNetworks.of(DataType.FLOAT, Path.CHOSEN).graph(layer());
    INDArray weights =
        AttentionWeights.of(
            graph,
            "layer",
            new INDArray[] {input(DataType.FLOAT)},
            new INDArray[] {Sequences.mask("1110", "0101", "0000")});
    assertThat(weights.shape()).containsExactly(3, 1, 1, 4);
    Close.assertClose("sums", weights.sum(3).reshape(3), Nd4j.createFromArray(1f, 1f, 0f), 1e-6);
    assertThat(weights.getDouble(0, 0, 0, 3)).isZero();
    assertThat(weights.getDouble(1, 0, 0, 1)).isPositive();
  }

  @Test
  void refusesOptionsThatAreNotAllowed() {
    assertThatThrownBy(() -> new AdditiveAttentionPooling.Builder(0).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("attention = 0: must be at least 1");
    assertThatThrownBy(() -> new AdditiveAttentionPooling.Builder(2).nIn(3).nOut(4).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nOut = 4: must be nIn = 3");
    assertThatThrownBy(() -> layer().getOutputType(0, InputType.feedForward(3)))
        .isInstanceOf(DL4JInvalidConfigException.class);
  }
}
