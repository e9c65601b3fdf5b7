package dev.seq4j.core.layer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.SequenceLayer;
import dev.seq4j.core.layer.SequenceLayerParity;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class PositionEmbeddingTest extends PositionLayerContract {

  @Override
  protected Layer layer() {
    return new PositionEmbedding.Builder(8).build();
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void addsTheRowOfThePosition(Path path) {
    LayerUnderTest alone = alone(sized(), DataType.FLOAT, path);
    INDArray input = input(DataType.FLOAT);
    INDArray output = alone.forward(input, null, true);
    for (int row = 0; row < 3; row++) {
      for (int t = 0; t < 4; t++) {
        for (int feature = 0; feature < SmallNetworks.IN; feature++) {
          float learned = alone.params().getFloat(t * SmallNetworks.IN + feature);
          assertThat(output.getFloat(row, feature, t))
              .isEqualTo(input.getFloat(row, feature, t) + learned);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "5,7,6", "33,50,100"})
  void kernelEqualsPortablePath(int batch, int time, int features) {
    PositionEmbedding layer = new PositionEmbedding.Builder(60).nIn(features).build();
    SequenceLayerParity.check(layer, batch, time);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void takesTimeBeforeFeatures(Path path) {
    SequenceLayerParity.checkTimeBeforeFeatures(
        (SequenceLayer) sized(),
        new PositionEmbedding.Builder(8).dataFormat(RNNFormat.NWC).build(),
        path);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void refusesWhatIsLongerThanItsPositions(Path path) {
    PositionEmbedding layer = (PositionEmbedding) sized();
    layer.setLayerName("positions");
    LayerUnderTest alone = alone(layer, DataType.FLOAT, path);
    INDArray nine = Sequences.random(1, DataType.FLOAT, 2, SmallNetworks.IN, 9);
    assertThatThrownBy(() -> alone.forward(nine, null, true))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("length of a row = 9: must be at most 8")
        .hasMessageContaining("positions");
    INDArray output = alone.forward(nine, Sequences.prefixMask(9, 8, 3), true);
    assertThat(output.isNaN().any()).as("the ninth is masked").isFalse();
    RecurrentLayer steps = (RecurrentLayer) alone.layer();
    alone.forward(nine, Sequences.prefixMask(9, 8, 3), false);
    steps.setMaskArray(null);
    steps.rnnTimeStep(Sequences.steps(nine, 0, 8), LayerUnderTest.NO_WORKSPACES);
    assertThatThrownBy(
            () -> steps.rnnTimeStep(Sequences.steps(nine, 8, 9), LayerUnderTest.NO_WORKSPACES))
        .hasMessageContaining("length of a row = 9");
  }

  @Test
  void refusesOptionsThatAreNotAllowed() {
    assertThatThrownBy(() -> new PositionEmbedding.Builder(0).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("maxLength = 0: must be at least 1");
    assertThatThrownBy(() -> new PositionEmbedding.Builder(5).nIn(3).nOut(4).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nOut = 4: must be nIn = 3");
  }
}
