package dev.seq4j.core.layer.pooling;

import static dev.seq4j.core.layer.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.LayerContract;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.Random;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
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

class SequenceConvolutionTest extends LayerContract {

  @Override
  protected Layer layer() {
    return new SequenceConvolution.Builder(2, 3, 1).activation(Activation.TANH).build();
  }

  private static SequenceConvolution convolution(int in, int maps, int... widths) {
    return new SequenceConvolution.Builder(maps, widths).nIn(in).build();
  }

  /** Map m of width w at a window, one number after the other, as the class comment says it. */
  private static double[][] reference(
      SequenceConvolution layer, INDArray params, INDArray x, INDArray mask) {
    int in = (int) layer.getNIn();
    int maps = (int) layer.getNOut();
    int time = (int) x.size(2);
    double[][] y = new double[(int) x.size(0)][maps];
    for (int b = 0; b < y.length; b++) {
      for (int m = 0; m < maps; m++) {
        int width = layer.shape().width(m);
        double best = Double.NEGATIVE_INFINITY;
        for (int s = 1 - width; s < time; s++) {
          double sum = params.getDouble(layer.shape().weights() + m);
          boolean seen = false;
          for (int k = 0; k < width; k++) {
            boolean live =
                s + k >= 0 && s + k < time && (mask == null || mask.getDouble(b, s + k) != 0);
            seen |= live;
            for (int f = 0; f < in && live; f++) {
              long at = layer.shape().offset(k) + (long) f * layer.shape().mapsWiderThan(k) + m;
              sum += params.getDouble(at) * x.getDouble(b, f, s + k);
            }
          }
          best = seen ? Math.max(best, sum) : best;
        }
        y[b][m] = best == Double.NEGATIVE_INFINITY ? 0 : Math.max(0, best);
      }
    }
    return y;
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void isTheFormulaWithAnyMask(Path path) {
    SequenceConvolution layer = convolution(3, 4, 2, 4);
    LayerUnderTest alone = alone(layer, DataType.FLOAT, path);
    INDArray x = Sequences.random(1, DataType.FLOAT, 4, 3, 6);
    for (INDArray mask :
        new INDArray[] {
          null,
          Sequences.prefixMask(6, 6, 3, 1, 2),
          Sequences.mask("010010", "000001", "000000", "111011")
        }) {
      assertClose(
          "output",
          alone.forward(x, mask, false),
          Nd4j.createFromArray(reference(layer, alone.params(), x, mask)).castTo(DataType.FLOAT),
          Close.FLOAT);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1", "2, 1, 5, 3", "5, 300, 7, 9", "3, 17, 16, 33", "9, 40, 1, 2"})
  void kernelEqualsPortablePath(int batch, int time, int in, int maps) {
    SequenceConvolution layer = convolution(in, maps, 3, 4, 5);
    LayerUnderTest kernel = alone(layer, DataType.FLOAT, Path.CHOSEN);
    LayerUnderTest portable = alone(layer, DataType.FLOAT, Path.PORTABLE);
    INDArray x = Sequences.random(1, DataType.FLOAT, batch, in, time);
    Random random = new Random(2);
    int[] lengths = random.ints(batch, 0, time + 1).toArray();
    INDArray mask = Sequences.prefixMask(time, lengths);
    INDArray epsilon = Sequences.random(3, DataType.FLOAT, batch, 3L * maps);
    assertClose(
        "output", kernel.forward(x, mask, true), portable.forward(x, mask, true), Close.FLOAT);
    assertClose(
        "input gradient", kernel.backward(epsilon), portable.backward(epsilon), Close.FLOAT);
    assertClose("gradients", kernel.gradients(), portable.gradients(), Close.FLOAT);
  }

  @Test
  void paddingNeverWinsTheMaximum() {
    SequenceConvolution layer =
        new SequenceConvolution.Builder(1, 1).nIn(1).activation(Activation.IDENTITY).build();
    for (Path path : Path.values()) {
      LayerUnderTest alone = alone(layer, DataType.FLOAT, path);
      alone.params().assign(Nd4j.createFromArray(1f, 0f)); // the map is the input itself
      INDArray below = Nd4j.createFromArray(new float[][][] {{{-3, -2, 0, 9}}});
      INDArray output = alone.forward(below, Sequences.mask("1100"), false);
      assertThat(output.getFloat(0)).isEqualTo(-2f);
    }
  }

  @Test
  void widthsMayStandInAnyOrder() {
    LayerUnderTest rising = alone(convolution(2, 3, 2, 4), DataType.FLOAT, Path.CHOSEN);
    LayerUnderTest falling = alone(convolution(2, 3, 4, 2), DataType.FLOAT, Path.CHOSEN);
    INDArray x = Sequences.random(1, DataType.FLOAT, 2, 2, 5);
    assertThat(rising.forward(x, null, false)).isEqualTo(falling.forward(x, null, false));
  }

  @Test
  void theFirstWeightsHaveTheScaleOfAWindow() {
    SequenceConvolution layer = convolution(50, 40, 1, 4);
    layer.setWeightInitFn(org.deeplearning4j.nn.weights.WeightInit.RELU.getWeightInitFunction());
    layer.setBiasInit(0.5);
    org.deeplearning4j.nn.conf.NeuralNetConfiguration conf =
        new org.deeplearning4j.nn.conf.NeuralNetConfiguration.Builder().layer(layer).build();
    INDArray params = Nd4j.zeros(DataType.FLOAT, 1, layer.initializer().numParams(layer));
    layer.initializer().init(conf, params, true);
    INDArray first = ConvolutionParamInitializer.place(layer.shape(), params, 0); // [50, 80]
    // The widest come first: a variance of 2 / (4 * 50), then of 2 / 50.
    assertThat(varianceOf(first, 0, 40)).isBetween(0.8 * 0.01, 1.2 * 0.01);
    assertThat(varianceOf(first, 40, 80)).isBetween(0.8 * 0.04, 1.2 * 0.04);
    assertThat(params.getFloat(params.length() - 1)).isEqualTo(0.5f);
  }

  private static double varianceOf(INDArray matrix, int from, int to) {
    return matrix
        .get(
            org.nd4j.linalg.indexing.NDArrayIndex.all(),
            org.nd4j.linalg.indexing.NDArrayIndex.interval(from, to))
        .dup()
        .varNumber()
        .doubleValue();
  }

  @Test
  void refusesOptionsThatAreNotAllowed() {
    assertThatThrownBy(() -> convolution(2, 3))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("widths = []: must be one or more from 1 on, different");
    assertThatThrownBy(() -> convolution(2, 3, 3, 3)).hasMessageContaining("widths = [3, 3]");
    assertThatThrownBy(() -> convolution(2, 3, 0)).hasMessageContaining("widths = [0]");
    assertThatThrownBy(() -> convolution(2, 0, 3)).hasMessageContaining("nOut = 0");
    assertThatThrownBy(
            () -> new SequenceConvolution.Builder(2, 3).activation(Activation.CUBE).build())
        .hasMessageContaining("must be relu, tanh or identity");
    assertThatThrownBy(() -> layer().getOutputType(0, InputType.feedForward(3)))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("must be recurrent");
  }
}
