package dev.seq4j.core.layer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerParity;
import dev.seq4j.core.layer.SmallNetworks.Path;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PositionalEncodingTest extends PositionLayerContract {

  @Override
  protected Layer layer() {
    return new PositionalEncoding.Builder().build();
  }

  /** Sizes of which one is odd, and a length beyond the first table. */
  @ParameterizedTest
  @CsvSource({"6,10,CHOSEN", "5,10,PORTABLE", "4,200,CHOSEN"})
  void addsTheWavesOfThePaper(int features, int time, Path path) {
    PositionalEncoding layer = new PositionalEncoding.Builder().nIn(features).build();
    LayerUnderTest alone = alone(layer, DataType.FLOAT, path);
    alone.forward(Nd4j.zeros(DataType.FLOAT, 1, features, 3), null, false);
    INDArray output = alone.forward(Nd4j.zeros(DataType.FLOAT, 2, features, time), null, false);
    for (int t = 0; t < time; t++) {
      for (int feature = 0; feature < features; feature++) {
        double angle = t / Math.pow(10_000, (feature - feature % 2) / (double) features);
        double wave = feature % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
        assertThat(output.getDouble(1, feature, t)).isCloseTo(wave, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "5,7,6", "33,50,100"})
  void kernelEqualsPortablePath(int batch, int time, int features) {
    PositionalEncoding layer = new PositionalEncoding.Builder().nIn(features).build();
    SequenceLayerParity.check(layer, batch, time);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void takesTimeBeforeFeatures(Path path) {
    SequenceLayerParity.checkTimeBeforeFeatures(
        (SequenceLayer) sized(),
        new PositionalEncoding.Builder().dataFormat(RNNFormat.NWC).build(),
        path);
  }

  @Test
  void refusesOptionsThatAreNotAllowed() {
    assertThatThrownBy(() -> new PositionalEncoding.Builder().nIn(3).nOut(4).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nOut = 4: must be nIn = 3");
  }
}
