package dev.seq4j.core.layer.pooling;

import static dev.seq4j.core.layer.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.LayerContract;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.NumericGradient;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks.Path;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.api.MaskState;
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
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A {@link SequenceConvolution} that gives a sequence of segments. */
class PooledConvolutionTest extends LayerContract {

  @Override
  protected Layer layer() { // segments of one step, so that there are as many as steps
    return new SequenceConvolution.Builder(2, 3, 1).pool(1).activation(Activation.TANH).build();
  }

  private static SequenceConvolution convolution(int pool) {
    return new SequenceConvolution.Builder(2, 3, 2)
        .pool(pool)
        .nIn(2)
        .activation(Activation.TANH)
        .build();
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void aSegmentIsConvolvedAsASequenceOfItsOwn(Path path) {
    LayerUnderTest pooled = alone(convolution(3), DataType.FLOAT, path);
    LayerUnderTest whole = alone(convolution(0), DataType.FLOAT, path);
    pooled.params().assign(whole.params());
    INDArray x = Sequences.random(1, DataType.FLOAT, 4, 2, 8);
    INDArray mask = Sequences.mask("11111111", "11110000", "00011011", "11111110");
    INDArray output = pooled.forward(x, mask, false).dup(); // [4, 4, 3]
    assertThat(output.shape()).containsExactly(4, 4, 3);
    for (int s = 0; s < 3; s++) {
      int to = Math.min(8, 3 * s + 5); // windows of three that begin in three steps
      INDArray expected =
          whole
              .forward(
                  Sequences.steps(x, 3 * s, to),
                  mask.get(NDArrayIndex.all(), NDArrayIndex.interval(3 * s, to)).dup(),
                  false)
              .dup();
      for (int row = 0; row < 4; row++) {
        boolean own =
            mask.get(NDArrayIndex.point(row), NDArrayIndex.interval(3 * s, Math.min(8, 3 * s + 3)))
                    .sumNumber()
                    .intValue()
                > 0;
        if (!own) {
          expected.putRow(row, Nd4j.zeros(DataType.FLOAT, 1, 4));
        }
      }
      assertClose(
          "segment " + s,
          output.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(s)),
          expected,
          Close.FLOAT);
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "7", "20"})
  void gradientsOfSegmentsEqualNumericOnes(int pool) {
    LayerUnderTest alone = alone(convolution(pool), DataType.DOUBLE, Path.CHOSEN);
    INDArray x = Sequences.random(1, DataType.DOUBLE, 3, 2, 7);
    INDArray mask = Sequences.mask("1111111", "1110000", "0101100");
    INDArray weights = Sequences.random(3, DataType.DOUBLE, alone.forward(x, mask, true).shape());
    INDArray toInput = alone.backward(weights).dup();
    INDArray toParams = alone.gradients().dup();
    NumericGradient.check(
        "parameters", alone.params(), toParams, () -> alone.loss(x, mask, weights));
    NumericGradient.check("input", x, toInput, () -> alone.loss(x, mask, weights));
  }

  @Test
  void theMaskSaysWhichSegmentsAreThere() {
    LayerUnderTest alone = alone(convolution(3), DataType.FLOAT, Path.CHOSEN);
    INDArray mask = Sequences.mask("11111111", "11110000", "00011000", "00000000");
    INDArray ofSegments = alone.layer().feedForwardMaskArray(mask, MaskState.Active, 4).getFirst();
    assertThat(ofSegments).isEqualTo(Sequences.mask("111", "110", "010", "000"));
  }

  @Test
  void saysHowManySegmentsThereAre() {
    InputType.InputTypeRecurrent type =
        (InputType.InputTypeRecurrent) convolution(3).getOutputType(0, InputType.recurrent(2, 8));
    assertThat(type.getSize()).isEqualTo(4);
    assertThat(type.getTimeSeriesLength()).isEqualTo(3);
    assertThatThrownBy(() -> convolution(-1))
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("pool = -1: must be 0");
  }
}
