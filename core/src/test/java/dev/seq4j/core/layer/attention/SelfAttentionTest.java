package dev.seq4j.core.layer.attention;

import static dev.seq4j.core.layer.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seq4j.core.layer.SmallNetworks.Path;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SelfAttentionTest extends AttentionLayerContract {

  @Override
  SelfAttention.Builder builder(int heads) {
    return new SelfAttention.Builder();
  }

  @Override
  SelfAttention.Builder dropping(int heads) {
    return builder(heads).scaled(true).attentionDropOut(0.6);
  }

  /**
   * Three words with two features each, (1, 0), (0, 1) and (1, 1). Their dot products are
   *
   * <pre>
   *   1 0 1        e 1 e                                        e+e 1+e
   *   0 1 1   exp  1 e e   sums 2e+1, 2e+1, 2e+e^2   sum of  =  1+e e+e      / the sums
   *   1 1 2        e e e^2                           w x        e+e^2 e+e^2
   * </pre>
   */
  @ParameterizedTest
  @EnumSource(Path.class)
  void threeWordsByHand(Path path) {
    INDArray words = Nd4j.createFromArray(new float[][][] {{{1, 0, 1}, {0, 1, 1}}});
    SelfAttention layer = new SelfAttention.Builder().nIn(2).build();
    INDArray output = alone(layer, DataType.FLOAT, path).forward(words, null, false);
    double e = Math.E;
    double first = 2 * e + 1;
    double third = 2 * e + e * e;
    double[][][] expected = {
      {
        {2 * e / first, (1 + e) / first, (e + e * e) / third},
        {(1 + e) / first, 2 * e / first, (e + e * e) / third}
      }
    };
    assertClose("output", output, Nd4j.createFromArray(expected), 1e-6);
    assertThat(output.getDouble(0, 0, 0)).isBetween(0.8446, 0.8447);
  }

  @ParameterizedTest
  @EnumSource(Path.class)
  void scaleDividesByTheRootOfTheFeatures(Path path) {
    INDArray words = Nd4j.createFromArray(new float[][][] {{{2, 0}, {0, 0}, {0, 3}, {0, 0}}});
    SelfAttention layer = new SelfAttention.Builder().nIn(4).scaled(true).build();
    INDArray output = alone(layer, DataType.FLOAT, path).forward(words, null, false);
    // The first word's dot products are 4 and 0, divided by 2: weights e^2 and 1 of e^2 + 1.
    double weight = Math.exp(2) / (Math.exp(2) + 1);
    assertThat(output.getDouble(0, 0, 0)).isBetween(2 * weight - 1e-6, 2 * weight + 1e-6);
    assertThat(output.getDouble(0, 2, 0)).isBetween(3 - 3 * weight - 1e-6, 3 - 3 * weight + 1e-6);
  }

  @Test
  void givesAsManyFeaturesAsItTakes() {
    assertThatThrownBy(() -> new SelfAttention.Builder().nIn(2).nOut(3).build())
        .isInstanceOf(DL4JInvalidConfigException.class)
        .hasMessageContaining("nOut = 3: must be nIn = 2");
    SelfAttention layer = new SelfAttention.Builder().nIn(2).build();
    assertThat(layer.getNOut()).isEqualTo(2);
    assertThat(layer).isNotEqualTo(new SelfAttention.Builder().nIn(2).scaled(true).build());
  }
}
