package dev.seq4j.core.layer.attention;

import static dev.seq4j.core.layer.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.LayerContract;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerParity;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.L2Regularization;

class LayerNormTest extends LayerContract {

  @Override
  protected Layer layer() {
    return new LayerNorm.Builder().build();
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void givesMeanZeroAndVarianceOne(Path path) {
    LayerNorm layer = new LayerNorm.Builder().nIn(4).build();
    LayerUnderTest alone = alone(layer, DataType.FLOAT, path);
    alone.params().assign(Nd4j.createFromArray(1f, 1f, 1f, 2f, 0f, 0f, 0f, 10f));
    INDArray input = Nd4j.createFromArray(new float[][][] {{{1}, {2}, {3}, {6}}});
    INDArray output = alone.forward(input, null, false);
    // mean 3, variance (4 + 1 + 0 + 9) / 4 = 3.5
    double deviation = Math.sqrt(3.5 + 1e-5);
    INDArray expected =
        Nd4j.createFromArray(-2 / deviation, -1 / deviation, 0, 2 * 3 / deviation + 10)
            .reshape(1, 4, 1);
    assertClose("output", output, expected, 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "5,7,6", "33,50,17", "8,100,256"})
  void kernelEqualsPortablePath(int batch, int time, int features) {
    LayerNorm layer = new LayerNorm.Builder().nIn(features).build();
    SequenceLayerParity.check(layer, batch, time);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void takesTimeBeforeFeatures(Path path) {
    SequenceLayerParity.checkTimeBeforeFeatures(
        (SequenceLayer) sized(), new LayerNorm.Builder().dataFormat(RNNFormat.NWC).build(), path);
  }

  @Test
  void equalFeaturesGiveTheBias() {
    for (Path path : Path.values()) {
      LayerUnderTest alone = alone(new LayerNorm.Builder().nIn(3).build(), DataType.FLOAT, path);
      INDArray input = Nd4j.valueArrayOf(new long[] {2, 3, 4}, 7, DataType.FLOAT);
      INDArray output = alone.forward(input, null, true);
      for (int feature = 0; feature < 3; feature++) {
        assertThat(output.getFloat(1, feature, 2)).isEqualTo(alone.params().getFloat(3 + feature));
      }
      assertThat(alone.backward(output).isNaN().any()).isFalse();
    }
  }

  @Test
  void beginsAsPlainNormalizationAndHasNoWeightDecay() {
    ComputationGraph graph =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN)
            .graph(new LayerNorm.Builder().l2(0.1).build());
    assertThat(graph.getParam("layer_gain").toFloatVector()).containsOnly(1f);
    assertThat(graph.getParam("layer_b").toFloatVector()).containsOnly(0f);
    LayerNorm layer = new LayerNorm.Builder().nIn(2).l2(0.1).l2Bias(0.2).build();
    for (String parameter : new String[] {"gain", "b"}) {
      assertThat(layer.getRegularizationByParam(parameter))
          .singleElement()
          .isInstanceOfSatisfying(
              L2Regularization.class, l2 -> assertThat(l2.getL2().valueAt(0, 0)).isEqualTo(0.2));
    }
  }

  @Test
  void refusesOptionsThatAreNotAllowed() {
    refuses(new LayerNorm.Builder().epsilon(0), "epsilon = 0.0: must be above 0");
    refuses(new LayerNorm.Builder().epsilon(Double.NaN), "epsilon = NaN");
    refuses(new LayerNorm.Builder().nIn(3).nOut(4), "nOut = 4: must be nIn = 3");
    refuses(new LayerNorm.Builder().nIn(-3), "nIn = -3: must be at least 1");
    refuses(new LayerNorm.Builder().activation(Activation.TANH), "activation = tanh");
    assertThatThrownBy(() -> new LayerUnderTest(new LayerNorm.Builder().build(), DataType.FLOAT))
        .hasMessageContaining("nIn = 0: must be set");
    assertThatThrownBy(() -> layer().getOutputType(0, InputType.feedForward(3)))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("must be recurrent");
    LayerNorm fromAFile = (LayerNorm) sized();
    fromAFile.setEpsilon(-1);
    assertThatThrownBy(() -> new LayerUnderTest(fromAFile, DataType.FLOAT))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("epsilon = -1.0");
  }

  private static void refuses(LayerNorm.Builder builder, String message) {
    assertThatThrownBy(() -> builder.name("norm").build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("LayerNorm \"norm\"");
  }
}
