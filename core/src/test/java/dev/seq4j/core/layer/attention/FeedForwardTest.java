package dev.seq4j.core.layer.attention;

import static dev.seq4j.core.layer.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.kernel.attention.FeedForwardActivation;
import dev.seq4j.core.layer.LayerContract;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.SequenceLayerParity;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FeedForwardTest extends LayerContract {

  @Override
  protected Layer layer() {
    return new FeedForward.Builder(5).nOut(SmallNetworks.UNITS).build();
  }

  private static FeedForward sized(FeedForward.Builder builder) {
    FeedForward layer = builder.build();
    layer.setNIn(InputType.recurrent(SmallNetworks.IN), true);
    return layer;
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void computesTheTwoLayers(Path path) {
    for (FeedForwardActivation activation : FeedForwardActivation.values()) {
      FeedForward layer =
          new FeedForward.Builder(2).nIn(1).nOut(1).hiddenActivation(activation).build();
      LayerUnderTest alone = alone(layer, DataType.FLOAT, path);
      // W1 = [1 -1], b1 = [0 0], W2 = [10 100]', b2 = 7
      alone.params().assign(Nd4j.createFromArray(1f, -1f, 0f, 0f, 10f, 100f, 7f));
      double output = alone.forward(Nd4j.ones(DataType.FLOAT, 1, 1, 1), null, false).getDouble(0);
      boolean relu = activation == FeedForwardActivation.RELU;
      assertThat(output).isCloseTo(relu ? 17 : 7 + 8.41345 - 15.8655, offset());
    }
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.data.Offset.offset(1e-3);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,1,1,GELU,0", "5,7,6,11,6,RELU,0.9", "33,20,17,60,5,GELU,0.7"})
  void kernelEqualsPortablePath(
      int batch,
      int time,
      int in,
      int hidden,
      int out,
      FeedForwardActivation activation,
      double keep) {
    FeedForward layer =
        new FeedForward.Builder(hidden)
            .nIn(in)
            .nOut(out)
            .hiddenActivation(activation)
            .hiddenDropOut(keep)
            .build();
    SequenceLayerParity.check(layer, batch, time);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void takesTimeBeforeFeatures(Path path) {
    SequenceLayerParity.checkTimeBeforeFeatures(
        sized(new FeedForward.Builder(5)),
        new FeedForward.Builder(5).dataFormat(RNNFormat.NWC).build(),
        path);
  }

  @ParameterizedTest
  @EnumSource(FeedForwardActivation.class)
  void gradientsEqualNumericOnesWithHiddenDropout(FeedForwardActivation activation) {
    FeedForward layer =
        sized(new FeedForward.Builder(6).hiddenActivation(activation).hiddenDropOut(0.6));
    LayerUnderTest alone = alone(layer, DataType.DOUBLE, Path.CHOSEN);
    INDArray input = Sequences.random(1, DataType.DOUBLE, 3, SmallNetworks.IN, 4);
    INDArray mask = Sequences.mask("1110", "0111", "0000");
    INDArray weights = Sequences.random(3, DataType.DOUBLE, 3, SmallNetworks.IN, 4);
    INDArray plain = alone.forward(input, mask, false).dup();
    Nd4j.getRandom().setSeed(7);
    assertThat(alone.forward(input, mask, true)).as("dropped").isNotEqualTo(plain);
    INDArray toInput = alone.backward(weights).dup();
    INDArray gradients = alone.gradients().dup();
    java.util.function.DoubleSupplier loss =
        () -> {
          Nd4j.getRandom().setSeed(7);
          return alone.loss(input, mask, weights);
        };
    NumericGradient.check("parameters", alone.params(), gradients, loss);
    NumericGradient.check("input", input, toInput, loss);
  }

  @Test
  void dropsOthersEveryTime() {
    LayerUnderTest alone =
        alone(sized(new FeedForward.Builder(50).hiddenDropOut(0.5)), DataType.FLOAT, Path.CHOSEN);
    INDArray input = input(DataType.FLOAT);
    INDArray first = alone.forward(input, null, true).dup();
    assertThat(alone.forward(input, null, true)).isNotEqualTo(first);
    assertThat(alone.forward(input, null, false)).isEqualTo(alone.forward(input, null, false));
  }

  @Test
  void backwardAfterInferenceIsThatOfTraining() {
    for (Path path : Path.values()) {
      LayerUnderTest alone = alone(sized(new FeedForward.Builder(5)), DataType.FLOAT, path);
      INDArray weights = Sequences.random(3, DataType.FLOAT, 3, SmallNetworks.IN, 4);
      alone.forward(input(DataType.FLOAT), null, true);
      INDArray expected = alone.backward(weights).dup();
      alone.forward(input(DataType.FLOAT), null, false);
      assertClose("input gradient", alone.backward(weights), expected, 0);
    }
  }

  @Test
  void keepsTheNumberOfFeaturesUnlessToldOtherwise() {
    FeedForward layer = sized(new FeedForward.Builder(8));
    assertThat(layer.getNOut()).isEqualTo(SmallNetworks.IN);
    assertThat(layer.getRegularizationByParam("b1")).isEmpty();
  }

  @Test
  void refusesOptionsThatAreNotAllowed() {
    refuses(new FeedForward.Builder(0), "hidden = 0: must be at least 1");
    refuses(new FeedForward.Builder(4).hiddenDropOut(1.5), "hiddenDropOut = 1.5");
    refuses(new FeedForward.Builder(4).hiddenDropOut(Double.NaN), "hiddenDropOut = NaN");
    refuses(new FeedForward.Builder(4).hiddenActivation(null), "must be GELU or RELU");
    refuses(new FeedForward.Builder(4).nOut(-1), "nOut = -1");
    refuses(new FeedForward.Builder(4).activation(Activation.RELU), "must be identity");
  }

  private static void refuses(FeedForward.Builder builder, String message) {
    assertThatThrownBy(() -> builder.name("ffn").build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("FeedForward \"ffn\"");
  }
}
