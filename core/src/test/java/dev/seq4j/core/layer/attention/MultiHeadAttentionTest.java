package dev.seq4j.core.layer.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.LayerUnderTest;
import dev.seq4j.core.layer.SequenceLayerParity;
import dev.seq4j.core.layer.Sequences;
import dev.seq4j.core.layer.SmallNetworks.Path;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.L2Regularization;

class MultiHeadAttentionTest extends AttentionLayerContract {

  @Override
  MultiHeadAttention.Builder builder(int heads) {
    return new MultiHeadAttention.Builder(heads).nOut(2 * heads);
  }

  @Override
  MultiHeadAttention.Builder dropping(int heads) {
    return builder(heads).attentionDropOut(0.6);
  }

  @Test
  void outputMayHaveOtherFeaturesThanInput() {
    MultiHeadAttention layer = new MultiHeadAttention.Builder(3).nIn(5).nOut(6).build();
    SequenceLayerParity.check(layer, 2, 4);
    LayerUnderTest alone = alone(layer, DataType.FLOAT, Path.CHOSEN);
    INDArray output = alone.forward(Sequences.random(1, DataType.FLOAT, 2, 5, 4), null, false);
    assertThat(output.shape()).containsExactly(2, 6, 4);
  }

  @Test
  void projectionsBeginAsIfEachWereAlone() {
    MultiHeadAttention layer =
        new MultiHeadAttention.Builder(4)
            .nIn(300)
            .nOut(200)
            .weightInit(new WeightInitXavier())
            .biasInit(0.5)
            .build();
    NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder().layer(layer).build();
    INDArray view = Nd4j.create(DataType.FLOAT, layer.initializer().numParams(conf));
    INDArray weights = layer.initializer().init(conf, view, true).get("Wqkv");
    assertThat(weights.shape()).containsExactly(300, 600);
    double deviation = Math.sqrt(2 / 500.0);
    assertThat(weights.stdNumber().doubleValue()).isBetween(0.97 * deviation, 1.03 * deviation);
    assertThat(layer.initializer().init(conf, view, false).get("bo").toFloatVector())
        .containsOnly(0.5f);
  }

  @Test
  void regularizesWeightsNotBiases() {
    MultiHeadAttention layer = builder(2).nIn(2).l2(0.1).build();
    for (String weights : new String[] {"Wqkv", "Wo"}) {
      assertThat(layer.getRegularizationByParam(weights))
          .first()
          .isInstanceOf(L2Regularization.class);
    }
    for (String bias : new String[] {"bqkv", "bo"}) {
      assertThat(layer.getRegularizationByParam(bias)).isEmpty();
    }
  }

  @Test
  void refusesHeadsThatDoNotDivide() {
    assertThatThrownBy(() -> new MultiHeadAttention.Builder(3).name("a").nOut(8).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessage("MultiHeadAttention \"a\": heads = 3: must divide nOut = 8");
    assertThatThrownBy(() -> new MultiHeadAttention.Builder(0).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("heads = 0: must be at least 1");
    assertThatThrownBy(() -> builder(2).activation(Activation.TANH).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("activation = tanh");
    MultiHeadAttention later = new MultiHeadAttention.Builder(3).nIn(4).build();
    later.setNOut(4);
    assertThatThrownBy(() -> new LayerUnderTest(later, DataType.FLOAT))
        .hasMessageContaining("heads = 3: must divide nOut = 4");
  }
}
