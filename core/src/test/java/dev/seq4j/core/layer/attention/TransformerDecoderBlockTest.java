package dev.seq4j.core.layer.attention;

import static dev.seq4j.core.layer.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class TransformerDecoderBlockTest extends MemoryAttentionContract {

  @Override
  TransformerDecoderBlock.Builder builder(int heads) {
    return new TransformerDecoderBlock.Builder(heads).hidden(5).epsilon(0.1);
  }

  @Override
  TransformerDecoderBlock.Builder dropping(int heads) {
    return builder(heads).normFirst(false).attentionDropOut(0.6).residualDropOut(0.7);
  }

  /** Without a memory to see, a block does what a causal encoder block does, but for a bias. */
  @ParameterizedTest
  @EnumSource(Path.class)
  void withoutMemoryItIsACausalBlock(Path path) {
    int width = 4;
    TransformerDecoderBlock layer =
        new TransformerDecoderBlock.Builder(2).nIn(width).hidden(5).nMemory(3).build();
    TransformerEncoderBlock causal =
        new TransformerEncoderBlock.Builder(2).nIn(width).hidden(5).causal(true).build();
    LayerUnderTest decoder = new LayerUnderTest(layer, DataType.FLOAT);
    LayerUnderTest encoder = new LayerUnderTest(causal, DataType.FLOAT);
    SmallNetworks.of(DataType.FLOAT, path).set(decoder.layer());
    SmallNetworks.of(DataType.FLOAT, path).set(encoder.layer());
    decoder.layer().getParam("bom").assign(0);
    encoder
        .layer()
        .paramTable()
        .forEach(
            (name, array) ->
                array.assign(
                    decoder
                        .layer()
                        .getParam(name.replace("gain2", "gain3").replace("shift2", "shift3"))));
    INDArray x = Sequences.random(1, DataType.FLOAT, 2, width, 6);
    ((MemoryReader) decoder.layer())
        .setMemory(Sequences.random(2, DataType.FLOAT, 2, 3, 5), Sequences.mask("00000", "00000"));
    assertClose(
        "output", decoder.forward(x, null, false), encoder.forward(x, null, false), Close.FLOAT);
  }

  @Test
  void refusesBadOptions() {
    assertThatThrownBy(() -> builder(1).residualDropOut(-1).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("residualDropOut = -1.0");
    assertThatThrownBy(() -> builder(1).nIn(2).nOut(3).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nOut = 3: must be nIn = 2");
  }
}
