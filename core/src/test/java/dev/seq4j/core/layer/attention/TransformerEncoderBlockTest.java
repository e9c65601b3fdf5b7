package dev.seq4j.core.layer.attention;

import static dev.seq4j.core.layer.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.kernel.attention.FeedForwardActivation;
import dev.seq4j.core.layer.Close;
import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks;
import dev.seq4j.core.layer.SmallNetworks.Path;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class TransformerEncoderBlockTest extends AttentionLayerContract {

  /** The norm of two features is a step unless the variance is far from zero. */
  private static final double EPSILON = 0.1;

  @Override
  TransformerEncoderBlock.Builder builder(int heads) {
    return new TransformerEncoderBlock.Builder(heads).hidden(5).epsilon(EPSILON);
  }

  @Override
  TransformerEncoderBlock.Builder dropping(int heads) {
    return builder(heads).normFirst(false).attentionDropOut(0.6).residualDropOut(0.7);
  }

  /** The block's lines, written with the layers that do one thing each. */
  @ParameterizedTest
  @EnumSource(Path.class)
  void equalsItsPartsOneAfterTheOther(Path path) {
    int width = 6;
    INDArray x = Sequences.random(1, DataType.FLOAT, 2, width, 5);
    INDArray mask = Sequences.prefixMask(5, 5, 3);
    for (boolean normFirst : new boolean[] {true, false}) {
      for (FeedForwardActivation activation : FeedForwardActivation.values()) {
        TransformerEncoderBlock layer =
            new TransformerEncoderBlock.Builder(2)
                .nIn(width)
                .hidden(7)
                .hiddenActivation(activation)
                .normFirst(normFirst)
                .build();
        LayerUnderTest block = alone(layer, DataType.FLOAT, path);
        Map<String, INDArray> own = block.layer().paramTable();
        LayerUnderTest norm1 = part(new LayerNorm.Builder().nIn(width).build(), own, path, "1");
        LayerUnderTest attention =
            part(new MultiHeadAttention.Builder(2).nIn(width).nOut(width).build(), own, path, "");
        LayerUnderTest norm2 = part(new LayerNorm.Builder().nIn(width).build(), own, path, "2");
        LayerUnderTest network =
            part(
                new FeedForward.Builder(7)
                    .nIn(width)
                    .nOut(width)
                    .hiddenActivation(activation)
                    .build(),
                own,
                path,
                "");
        INDArray y = x.mul(mask.reshape(2, 1, 5));
        if (normFirst) {
          y = y.add(attention.forward(norm1.forward(y, mask, false), mask, false));
          y = y.add(network.forward(norm2.forward(y, mask, false), mask, false));
        } else {
          y = norm1.forward(y.add(attention.forward(y, mask, false)), mask, false);
          y = norm2.forward(y.add(network.forward(y, mask, false)), mask, false);
        }
        assertClose("output", block.forward(x, mask, false), y, Close.FLOAT);
      }
    }
  }

  /** A layer with its parameters taken from a block's, where norms have a number. */
  private LayerUnderTest part(
      org.deeplearning4j.nn.conf.layers.Layer layer,
      Map<String, INDArray> block,
      Path path,
      String number) {
    LayerUnderTest part = alone(layer, DataType.FLOAT, path);
    part.layer()
        .paramTable()
        .forEach(
            (name, array) -> {
              String named =
                  number.isEmpty() ? name : (name.equals("gain") ? "gain" : "shift") + number;
              array.assign(block.get(named));
            });
    return part;
  }

  @Test
  void hiddenUnitsAreFourTimesTheFeaturesByDefault() {
    TransformerEncoderBlock layer = new TransformerEncoderBlock.Builder(2).build();
    layer.setNIn(InputType.recurrent(6), true);
    assertThat(layer.getNOut()).isEqualTo(6);
    ComputationGraph graph =
        SmallNetworks.of(DataType.FLOAT, Path.CHOSEN)
            .graph(new TransformerEncoderBlock.Builder(2).build());
    assertThat(graph.getParam("layer_W1").shape()).containsExactly(2, 8);
    assertThat(graph.getParam("layer_gain1").toFloatVector()).containsOnly(1f);
    assertThat(graph.getParam("layer_shift2").toFloatVector()).containsOnly(0f);
  }

  @Test
  void refusesBadOptions() {
    refuses(new TransformerEncoderBlock.Builder(0), "heads = 0: must be at least 1");
    refuses(
        new TransformerEncoderBlock.Builder(4).nIn(6).nOut(6),
        "heads = 4: must divide the features, 6");
    refuses(builder(1).hidden(-1), "hidden = -1: must be at least 1, or 0 for 4 times");
    refuses(builder(1).hiddenActivation(null), "hiddenActivation = null");
    refuses(builder(1).epsilon(0), "epsilon = 0.0");
    refuses(builder(1).residualDropOut(1.4), "residualDropOut = 1.4: must be a probability");
    refuses(builder(1).nIn(4).nOut(6), "nOut = 6: must be nIn = 4");
  }

  private static void refuses(TransformerEncoderBlock.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void optionsOfOneBlockAreNotThoseOfTheNext() {
    TransformerEncoderBlock.Builder builder = builder(1).nIn(2);
    TransformerEncoderBlock first = builder.build();
    TransformerEncoderBlock second = builder.hidden(9).build();
    assertThat(first.getOptions().getHidden()).isEqualTo(5);
    assertThat(first).isNotEqualTo(second);
    assertThat(first.getOptions().toString()).contains("hidden=5").contains("heads=1");
  }
}
